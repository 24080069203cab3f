import * as v from 'valibot';
import type { Expected } from '../shared/expected.ts';

/** What a refusal says: where, by which rule, and what to do (RFC 9457 with the members of our own). */
const saidShape = v.looseObject({
  type: v.optional(v.string()),
  title: v.optional(v.string()),
  detail: v.optional(v.string()),
  at: v.optional(v.string()),
  rule: v.optional(v.string()),
  remedy: v.optional(v.string()),
});
export type Said = Pick<v.InferOutput<typeof saidShape>, 'type' | 'title' | 'detail' | 'at' | 'rule' | 'remedy'>;

/** What the API refused, in words for a person. */
export class Problem extends Error {
  readonly said: Said;
  /** No answer came, or one that says that the server is at fault: the same question may be answered later. */
  readonly isOfServer: boolean;

  constructor(said: Said, isOfServer = false) {
    super([said.title, said.detail, said.remedy].filter(Boolean).join(' · '));
    this.said = said;
    this.isOfServer = isOfServer;
  }
}

export interface Listed<Rows> {
  readonly rows: Rows;
  /** Path of the next page. */
  readonly next: string | undefined;
}

/** Whose questions they are. */
export interface Bearer {
  /** Of now; it may have ended. */
  readonly token: string;
  /**
   * A token that holds. Where nobody is signed in any more a question waits until somebody is again, so that what is shown stays as it is; a deed is not done behind the back of who
   * wanted it.
   *
   * @throws Problem for a deed, and where nobody could say whether there is a next token; the signal's reason
   */
  hold(isQuestion: boolean, signal?: AbortSignal): Promise<string>;
  /** The server took a token no more. @returns whether there is another by now @throws Problem where nobody could say */
  refused(token: string): Promise<boolean>;
}

/** The API in somebody's name. Whatever it refuses, and a server that cannot be reached, is thrown as a `Problem`. */
export interface Api {
  /** What a request is sent with that is not sent from here. @throws Problem when nobody is signed in any more */
  authorization(): Promise<string>;
  get<Shape extends v.GenericSchema>(path: string, shape: Shape): Promise<v.InferOutput<Shape>>;
  /** A listing whose next page the Link header names (RFC 8288). */
  list<Shape extends v.GenericSchema>(path: string, shape: Shape): Promise<Listed<v.InferOutput<Shape>>>;
  post<Shape extends v.GenericSchema>(path: string, body: object, shape: Shape): Promise<v.InferOutput<Shape>>;
  /** A PUT of what a thing should be. @param expected what it takes to be there: refused where that is something else by now */
  replace<Shape extends v.GenericSchema>(
    path: string,
    body: object,
    shape: Shape,
    expected?: Expected,
  ): Promise<v.InferOutput<Shape>>;
  /** A POST of a file as it is. */
  send<Shape extends v.GenericSchema>(
    path: string,
    file: Blob,
    contentType: string,
    shape: Shape,
  ): Promise<v.InferOutput<Shape>>;
  /** A file as it is; in the form of a media type where one is given. */
  fetch(path: string, accept?: string): Promise<Blob>;
  /** A page of a list as a file, and the path of the next. */
  page(
    path: string,
    accept: string,
    signal: AbortSignal,
  ): Promise<{ readonly file: Blob; readonly next: string | undefined }>;
  /** A PUT without a body. */
  put(path: string, headers: Record<string, string>): Promise<void>;
  remove(path: string): Promise<void>;
}

const WAIT_MS = 30_000;
/** A token that was just made and is not taken is no matter of time. */
const MOST_TOKENS = 3;

export function api(bearer: Bearer): Api {
  const ask = (path: string, request: RequestInit = {}) => answered(bearer, path, request);
  const bodyOf = async <Shape extends v.GenericSchema>(answer: Promise<Response>, shape: Shape) =>
    v.parse(shape, await (await answer).json().catch(() => undefined));
  return {
    authorization: async () => `Bearer ${await bearer.hold(false)}`,
    get: (path, shape) => bodyOf(ask(path), shape),
    list: async (path, shape) => {
      const response = await ask(path);
      return { rows: await bodyOf(Promise.resolve(response), shape), next: nextOf(response.headers.get('link')) };
    },
    post: (path, body, shape) => bodyOf(ask(path, { method: 'POST', body: JSON.stringify(body) }), shape),
    replace: (path, body, shape, expected) =>
      bodyOf(ask(path, { method: 'PUT', body: JSON.stringify(body), headers: conditionOf(expected) }), shape),
    send: (path, file, contentType, shape) =>
      bodyOf(ask(path, { method: 'POST', headers: { 'content-type': contentType }, body: file }), shape),
    fetch: async (path, accept = '*/*') => (await ask(path, { headers: { accept } })).blob(),
    page: async (path, accept, signal) => {
      const response = await ask(path, { headers: { accept }, signal });
      return { file: await response.blob(), next: nextOf(response.headers.get('link')) };
    },
    put: async (path, headers) => void (await ask(path, { method: 'PUT', headers })),
    remove: async (path) => void (await ask(path, { method: 'DELETE' })),
  };
}

/** What a token that has ended kept from being done is asked once more with the next. */
async function answered(bearer: Bearer, path: string, { signal, ...request }: RequestInit): Promise<Response> {
  const isQuestion = request.method === undefined;
  const stop = signal ?? undefined;
  for (let tokens = 1; ; tokens++) {
    const token = await held(bearer, isQuestion, stop);
    const response = await sent(token, path, request, stop);
    if (response.ok) return response;
    const isOver = response.status === 401 && tokens < MOST_TOKENS;
    if (!isOver || !((await bearer.refused(token)) || isQuestion))
      throw problemOf(response.status, await response.json().catch(() => undefined));
  }
}

async function held(bearer: Bearer, isQuestion: boolean, stop: AbortSignal | undefined): Promise<string> {
  try {
    return await bearer.hold(isQuestion, stop);
  } catch (error) {
    throw error instanceof Problem ? error : unreachable(error);
  }
}

async function sent(
  token: string,
  path: string,
  { headers = {}, ...request }: RequestInit,
  stop: AbortSignal | undefined,
): Promise<Response> {
  const all = new Headers({ authorization: `Bearer ${token}`, accept: 'application/json' });
  // A question has no body; and where the answer leads to another server, that would have to permit the header.
  if (request.method !== undefined) all.set('content-type', 'application/json');
  new Headers(headers).forEach((value, name) => {
    all.set(name, value);
  });
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(WAIT_MS), ...(stop ? [stop] : [])]);
    return await fetch(path, { ...request, headers: all, signal });
  } catch (error) {
    throw unreachable(error);
  }
}

/** The header that says what a write takes to be there (RFC 9110 §13.1); none where it takes nothing for granted. */
export function conditionOf(expected: Expected | undefined): Record<string, string> {
  if (expected === undefined) return {};
  return expected.tag === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${expected.tag}"` };
}

/** Nobody is signed in any more. */
export const sessionEnded = () =>
  new Problem({ title: 'Your session has ended', remedy: 'Sign in again, then try once more; what you wrote stays' });

/** What an answer that is no success says. */
export function problemOf(status: number, body: unknown): Problem {
  if (status === 401) return sessionEnded();
  const read = v.safeParse(saidShape, body);
  if (read.success && read.output.title !== undefined) return new Problem(read.output, status >= 500);
  const said = { title: `The server answered ${status}`, remedy: 'Try again; if it stays, tell who runs it' };
  return new Problem(said, status >= 500);
}

/** No answer came, or none in time. */
export const unreachable = (error: unknown) =>
  new Problem(
    {
      title: 'The server did not answer',
      detail: error instanceof Error ? error.message : String(error),
      remedy: 'Look at the connection, then try again',
    },
    true,
  );

/** The path that a Link header names as next. */
export function nextOf(link: string | null): string | undefined {
  return /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1]?.replace(/^https?:\/\/[^/]+/, '');
}
