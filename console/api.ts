import * as v from 'valibot';

const problemShape = v.object({
  title: v.optional(v.string()),
  detail: v.optional(v.string()),
  remedy: v.optional(v.string()),
});

/** What the API refused, in words for a person. */
export class Problem extends Error {}

export type Get = <Shape extends v.GenericSchema>(path: string, shape: Shape) => Promise<v.InferOutput<Shape>>;

/** Reads from the API with the session's token; a refusal becomes a `Problem` that says what to do. */
export const api =
  (token: string): Get =>
  async (path, shape) => {
    const response = await fetch(path, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(30_000),
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return v.parse(shape, body);
    if (response.status === 401) throw new Problem('Your session has ended. Reload the page to sign in again.');
    const read = v.safeParse(problemShape, body);
    const { title, detail, remedy } = read.success ? read.output : {};
    throw new Problem([title ?? `The server answered ${response.status}`, detail, remedy].filter(Boolean).join(' · '));
  };
