import { unreachable } from '../api.ts';

/** An answer of the API as it came, whatever it says. */
export interface Tried {
  readonly path: string;
  readonly status: number;
  /** Milliseconds until the last byte. */
  readonly took: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Blob;
  /** The body's beginning, as people read it. */
  readonly text: string;
  readonly isCut: boolean;
}

/** Nobody reads more on a page. */
const MOST = 100_000;
const SHOWN = ['content-type', 'link', 'etag', 'ratelimit', 'retry-after', 'seriate-query-plan'];
const WAIT_MS = 30_000;

/** @throws Problem when no answer comes */
export async function tryPath(path: string, token: string, headers: Readonly<Record<string, string>>): Promise<Tried> {
  const begun = performance.now();
  try {
    const response = await fetch(path, {
      headers: { ...headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const body = await response.blob();
    const text = pretty(await body.text());
    return {
      path,
      status: response.status,
      took: Math.round(performance.now() - begun),
      headers: [...response.headers].filter(([name]) => SHOWN.includes(name)),
      body,
      text: text.slice(0, MOST),
      isCut: text.length > MOST,
    };
  } catch (error) {
    throw unreachable(error);
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
