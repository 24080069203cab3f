import { Problem, problemOf, unreachable } from './api.ts';

export interface Sent {
  readonly location: string | undefined;
}

/** How much has gone out, from 0 to 1. */
export type OnProgress = (share: number) => void;

/**
 * Sends a body and tells how much of it has gone out, which `fetch` does not. Rejects with a `Problem` unless the answer is a success.
 *
 * @param signal ends it before its time
 */
export function sendRequest(
  method: 'POST' | 'PUT',
  url: string,
  headers: Record<string, string>,
  body: Blob,
  { onProgress, signal }: { onProgress: OnProgress; signal: AbortSignal },
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const isSuccess = request.status >= 200 && request.status < 300;
      if (isSuccess) resolve({ location: request.getResponseHeader('location') ?? undefined });
      else reject(problemOf(request.status, parsed(request.responseText)));
    };
    request.onerror = () => reject(unreachable('the connection broke off while the document was on its way'));
    request.onabort = () => reject(cancelled());
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) reject(cancelled());
    else request.send(body);
  });
}

const cancelled = () => new Problem({ title: 'Cancelled', remedy: 'Nothing was captured; send the document again' });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
