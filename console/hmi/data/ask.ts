import * as v from 'valibot';
import { texts } from '../texts/language.ts';
import { remedyOf } from '../texts/remedy-of.ts';
import { endSession, session } from './session.ts';

const WAIT_MS = 30_000;

const problemShape = v.looseObject({
  type: v.optional(v.string(), ''),
  detail: v.optional(v.string()),
  at: v.optional(v.string()),
  remedy: v.optional(v.string()),
});

/** What the agent did not do, in words for the person at the screen. */
export class Problem extends Error {
  /** 0 when no answer came. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** What is said of a problem document: the kind in the person's language, the agent's own words behind it. */
export function wordsOf(status: number, body: unknown): string {
  const read = v.safeParse(problemShape, body);
  const { problems, problemOf, remedies } = texts();
  if (!read.success || read.output.detail === undefined) return problemOf(status);
  const { type, detail, at, remedy } = read.output;
  const code = type.replace('urn:seriate:problem:', '');
  const kind = problems[code];
  const place = status === 400 && at !== undefined && at !== '/' ? `${at}: ` : '';
  return [kind, [place + detail, remedyOf(remedies, code, remedy)].filter(Boolean).join('. ')]
    .filter(Boolean)
    .join(' · ');
}

/** Asks the agent. Throws a `Problem` when it refuses, and when it does not answer. */
export async function request(method: string, path: string, body?: unknown): Promise<Response> {
  const { token } = session.get();
  const headers = new Headers();
  if (token !== '') headers.set('authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, signal: AbortSignal.timeout(WAIT_MS), ...sent });
  } catch {
    throw new Problem(texts().noAnswer, 0);
  }
  if (answer.ok) return answer;
  const said: unknown = await answer.json().catch(() => undefined);
  // Refused at a member of what was sent (the password of a signature), the session goes on.
  const at = v.safeParse(problemShape, said);
  if (answer.status === 401 && token !== '' && !(at.success && at.output.at !== undefined)) {
    endSession(token);
    throw new Problem(texts().sessionOver, 401);
  }
  throw new Problem(wordsOf(answer.status, said), answer.status);
}

/** What is at a path, of that shape. */
export async function get<Shape extends v.GenericSchema>(path: string, shape: Shape): Promise<v.InferOutput<Shape>> {
  return v.parse(shape, await (await request('GET', path)).json());
}

/** Has something done and reads the answer. */
export async function send<Shape extends v.GenericSchema>(
  method: string,
  path: string,
  body: unknown,
  shape: Shape,
): Promise<v.InferOutput<Shape>> {
  return v.parse(shape, await (await request(method, path, body)).json());
}

export const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Has something done; answers why it was not, in words, or nothing when it was. */
export async function tried(method: string, path: string, body?: unknown): Promise<string> {
  try {
    await request(method, path, body);
    return '';
  } catch (error) {
    return inWords(error);
  }
}
