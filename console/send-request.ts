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
    let isAllOut = false;
    request.upload.onload = () => {
      isAllOut = true;
    };
    request.onabort = () => reject(cancelled(isAllOut));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) reject(cancelled(false));
    else request.send(body);
  });
}

/** @param isAllOut the server may have all of it, and have taken it, though its answer did not come */
const cancelled = (isAllOut: boolean) =>
  new Problem({
    title: 'Cancelled',
    remedy: isAllOut
      ? 'All of it had gone out and may have been taken; look for it before you send it again'
      : 'Nothing was taken; send the document again',
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
