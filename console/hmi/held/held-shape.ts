import * as v from 'valibot';

const exception = v.looseObject({
  exception: v.number(),
  line: v.string(),
  batch: v.number(),
  code: v.string(),
  detail: v.string(),
  facts: v.optional(v.number(), 1),
  about: v.optional(v.number(), 0),
  subjects: v.optional(v.array(v.string()), []),
  rule: v.optional(v.string(), ''),
  remedy: v.optional(v.string(), ''),
  mayTell: v.optional(v.boolean(), false),
  raisedAt: v.string(),
});
export type HeldException = v.InferOutput<typeof exception>;
export const exceptionsShape = v.looseObject({ exceptions: v.array(exception) });

const message = v.looseObject({
  line: v.string(),
  sequence: v.number(),
  kind: v.string(),
  batch: v.nullish(v.number()),
  detail: v.optional(v.string(), ''),
});
export type RefusedMessage = v.InferOutput<typeof message>;
export const messagesShape = v.looseObject({ messages: v.array(message), count: v.number() });

/** What an exception holds, or a message says, as it is. */
export const insideShape = v.looseObject({ held: v.optional(v.unknown()), body: v.optional(v.unknown()) });

/** Causes before what waits for them, the oldest first. */
export const inTurn = (all: readonly HeldException[]): HeldException[] =>
  all.toSorted((a, b) => Number(a.code === 'waits') - Number(b.code === 'waits') || a.exception - b.exception);
