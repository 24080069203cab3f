import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));
const hub = text;

const entry = v.variant('kind', [
  v.object({
    kind: v.literal('message'),
    hub,
    at: v.number(),
    /** When it is worked off. */
    due: v.number(),
    /** Its status never comes. */
    lost: v.boolean(),
    client: text,
    messageId: text,
    /** To the byte. */
    xml: text,
  }),
  v.object({ kind: v.literal('clock'), at: v.number(), aheadMs: v.number() }),
  v.object({ kind: v.literal('register'), at: v.number(), hub, glns: v.array(text), gtins: v.array(text) }),
  v.object({ kind: v.literal('forget'), at: v.number(), hub, codes: v.array(text) }),
  v.object({
    kind: v.literal('load'),
    at: v.number(),
    hub,
    from: text,
    to: text,
    lot: text,
    codes: v.array(text),
  }),
]);

/** Something that happened at the hubs. From these, in order, all that is known is rebuilt. */
export type Entry = v.InferOutput<typeof entry>;
export const readEntry = (line: unknown): Entry => v.parse(entry, line);
