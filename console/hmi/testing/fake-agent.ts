import { vi } from 'vitest';

/** A request that the page has sent and that waits for its answer. */
export interface Waiting {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The session that it was sent under; empty without one. */
  readonly token: string;
  answer(status: number, body?: unknown): Promise<void>;
  /** Nobody answers. */
  fail(): Promise<void>;
}

/** Lets everything go on that waits for nothing from outside. */
export const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** An agent at the other end of the wire that answers when the test says so, in whatever order. `vi.unstubAllGlobals()` takes it away. */
export function fakeAgent() {
  const waiting: Waiting[] = [];
  const ask = (path: string, { method = 'GET', headers, body }: RequestInit = {}) =>
    new Promise<Response>((resolve, reject) => {
      waiting.push({
        method,
        path,
        body: typeof body === 'string' ? JSON.parse(body) : {},
        token: (new Headers(headers).get('authorization') ?? '').replace('Bearer ', ''),
        answer: (status, told) => {
          resolve(new Response(told === undefined ? null : JSON.stringify(told), { status }));
          return settled();
        },
        fail: () => {
          reject(new TypeError('fetch failed'));
          return settled();
        },
      });
    });
  vi.stubGlobal('fetch', ask);
  return {
    /** All that was asked, the oldest first. */
    waiting,
    /** The request of that number, from 0. */
    at: (number: number): Waiting => {
      const found = waiting[number];
      if (found === undefined) throw new Error(`the page has asked ${waiting.length} times`);
      return found;
    },
  };
}
