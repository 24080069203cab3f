import * as v from 'valibot';

const problemShape = v.object({
  title: v.optional(v.string()),
  detail: v.optional(v.string()),
  remedy: v.optional(v.string()),
});

/** What the API refused, in words for a person. */
export class Problem extends Error {}

export type Get = <Shape extends v.GenericSchema>(path: string, shape: Shape) => Promise<v.InferOutput<Shape>>;
export type Post = <Shape extends v.GenericSchema>(
  path: string,
  body: object,
  shape: Shape,
) => Promise<v.InferOutput<Shape>>;

/** Reads from the API with the session's token; a refusal becomes a `Problem` that says what to do. */
export const api =
  (token: string): Get =>
  (path, shape) =>
    ask(token, path, {}, shape);

/** Sends something to the API; refusals as when reading. */
export const send =
  (token: string): Post =>
  (path, body, shape) =>
    ask(token, path, { method: 'POST', body: JSON.stringify(body) }, shape);

async function ask<Shape extends v.GenericSchema>(token: string, path: string, more: RequestInit, shape: Shape) {
  const response = await fetch(path, {
    ...more,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
    signal: AbortSignal.timeout(30_000),
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return v.parse(shape, body);
  if (response.status === 401) throw new Problem('Your session has ended. Reload the page to sign in again.');
  const read = v.safeParse(problemShape, body);
  const { title, detail, remedy } = read.success ? read.output : {};
  throw new Problem([title ?? `The server answered ${response.status}`, detail, remedy].filter(Boolean).join(' · '));
}
