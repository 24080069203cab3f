import * as v from 'valibot';
import { inboundWays } from '../network/channel-kinds.ts';

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

/** What is wrong with a document, in words its sender can act on. */
export const inboundProblem = v.object({
  /** Of a refusal, or the type of an EPCIS exception. */
  code: v.optional(v.string()),
  at: v.optional(v.string()),
  rule: v.optional(v.string()),
  detail: v.string(),
  remedy: v.optional(v.string()),
});

/** A document that a partner sent, as the API tells it. */
export const toldInbound = v.object({
  documentId: v.string(),
  partner: v.string(),
  way: v.picklist(inboundWays),
  /** What its sender knows it by. */
  senderId: v.string(),
  fileName: v.string(),
  contentType: v.string(),
  bytes: v.number(),
  sha256: v.string(),
  receivedAt: v.string(),
  state: v.picklist(inboundStates),
  family: v.optional(v.string()),
  mapping: v.optional(v.string()),
  captureId: v.optional(v.string()),
  problems: v.array(inboundProblem),
  waitsFor: v.optional(v.string()),
  waitsSince: v.optional(v.string()),
  duplicateOf: v.optional(v.string()),
  answered: v.optional(v.object({ at: v.string(), by: v.string() })),
  settledAt: v.optional(v.string()),
});
export type ToldInbound = v.InferOutput<typeof toldInbound>;

/** What became of a document, as partners tell each other. */
export const inboundResult = v.object({
  document: v.string(),
  senderId: v.string(),
  fileName: v.string(),
  state: v.picklist(['processing', 'accepted', 'rejected']),
  errors: v.array(v.object({ code: v.string(), object: v.string(), detail: v.string() })),
  duplicateOf: v.optional(v.string()),
});
export type InboundResult = v.InferOutput<typeof inboundResult>;

/** What a partner is told by its own channel of a document that it sent, in the envelope of Standard Webhooks; the message's id is its channel's to carry. */
export const resultMessage = v.object({
  type: v.picklist(['document.accepted', 'document.rejected']),
  /** When it was decided, ISO 8601. */
  timestamp: v.string(),
  data: inboundResult,
});
export type ResultMessage = v.InferOutput<typeof resultMessage>;

/** Where the bytes of a document lie that is too large to be answered. */
export const inboundContentUrl = v.object({ url: v.string(), expiresAt: v.string() });
