import * as v from 'valibot';

const received = {
  id: v.string(),
  /** Milliseconds since 1970, by the sandbox's clock. */
  at: v.number(),
  /** `system_subject_id` of who sent it. */
  subject: v.string(),
  requestId: v.string(),
  /** SHA-256 of the document. */
  digest: v.string(),
  sign: v.string(),
};

const entry = v.variant('kind', [
  v.object({
    ...received,
    kind: v.literal('received'),
    due: v.number(),
    /** Its result never comes until it is sent again. */
    lost: v.boolean(),
    /** 1 device, 3 API, 5 order station. */
    channel: v.number(),
  }),
  v.object({ ...received, kind: v.literal('uploading') }),
  v.object({ kind: v.literal('cancelled'), id: v.string() }),
  v.object({ kind: v.literal('resent'), id: v.string(), due: v.number() }),
  v.object({ kind: v.literal('settled'), id: v.string(), at: v.number(), problems: v.array(v.string()) }),
  v.object({ kind: v.literal('trust'), subject: v.string(), other: v.string(), trusted: v.boolean() }),
  v.object({ kind: v.literal('forget'), sgtins: v.array(v.string()) }),
  v.object({ kind: v.literal('clock'), aheadMs: v.number() }),
]);

/** Something that happened. From these, in order, and the documents themselves, all that is known can be rebuilt. */
export type Entry = v.InferOutput<typeof entry>;
export type Received = Extract<Entry, { kind: 'received' }>;
export type Uploading = Extract<Entry, { kind: 'uploading' }>;

export const readEntry = (line: unknown): Entry => v.parse(entry, line);
