import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));
const entry = v.variant('kind', [
  v.object({
    kind: v.literal('file'),
    portal: text,
    at: v.number(),
    due: v.number(),
    lost: v.boolean(),
    name: text,
    receipt: text,
    sha256: text,
    /** To the byte. */
    file: v.string(),
  }),
  v.object({ kind: v.literal('clock'), at: v.number(), aheadMs: v.number() }),
  v.object({
    kind: v.literal('register'),
    at: v.number(),
    glns: v.array(text),
    gtins: v.array(text),
    parties: v.optional(v.array(text), []),
  }),
  v.object({ kind: v.literal('forget'), at: v.number(), portal: v.optional(text, 'eg'), codes: v.array(text) }),
]);

/** Something that happened at the portals. From these, in order, all that is known is rebuilt. */
export type Entry = v.InferOutput<typeof entry>;
export const readEntry = (line: unknown): Entry => v.parse(entry, line);
