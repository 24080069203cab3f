import * as v from 'valibot';
import { inboundWays } from '#shared/network/channel-kinds.ts';

/**
 * received: its bytes are kept · reading: it is being captured, or done what it asks · waiting: for what must come before it · the others are ends: a person may have
 * a refused one tried again.
 */
export const inboundStates = [
  'received',
  'reading',
  'waiting',
  'accepted',
  'partly-accepted',
  'refused',
  'duplicate',
] as const;
export type InboundState = (typeof inboundStates)[number];

/** What is wrong with a document, in words its sender can act on. */
const problem = v.object({
  at: v.optional(v.string()),
  rule: v.optional(v.string()),
  detail: v.string(),
  remedy: v.optional(v.string()),
});
export type InboundProblem = v.InferOutput<typeof problem>;

export const storedInbound = v.object({
  tenant: v.string(),
  documentId: v.string(),
  /** In the master data. */
  partner: v.string(),
  way: v.picklist(inboundWays),
  /** What its sender knows it by: a Message-ID, a path with size and time, a request id. */
  senderId: v.string(),
  fileName: v.string(),
  contentType: v.string(),
  bytes: v.number(),
  /** Hex. */
  sha256: v.string(),
  /** Of the object that holds the exact bytes. */
  key: v.string(),
  /** Of the objects that hold what proves its origin: the signed message as it came, the receipt that was given. */
  evidence: v.optional(v.array(v.string()), []),
  receivedAt: v.string(),
  state: v.picklist(inboundStates),
  /** What it turned out to be: `epcis`, or a message family of `shared/mapping`. */
  family: v.optional(v.string()),
  /** The mapping that read it, with its version: `name@3`. */
  mapping: v.optional(v.string()),
  captureId: v.optional(v.string()),
  problems: v.optional(v.array(problem), []),
  waitsFor: v.optional(v.string()),
  attempts: v.optional(v.number(), 0),
  /** The first document with the same content, where this is a double. */
  duplicateOf: v.optional(v.string()),
  /** When its sender was told, and where to. */
  answered: v.optional(v.object({ at: v.string(), by: v.string() })),
  settledAt: v.optional(v.string()),
});

/** One document that a partner sent, from its receipt to the answer. */
export type InboundDocument = v.InferOutput<typeof storedInbound>;
