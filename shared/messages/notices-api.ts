import * as v from 'valibot';

/**
 * found: not read yet · told: nothing follows by itself · noted: on the deliveries that it is about · expected: goods are on their way, and their receipt is not told
 * yet · received: it is told, and acknowledged · taken-back: who sent them says that he did not · unmatched: it is about goods of which nothing was told ·
 * unreadable: what came is no such document.
 */
export const noticeStates = [
  'found',
  'told',
  'noted',
  'expected',
  'received',
  'taken-back',
  'unmatched',
  'unreadable',
] as const;
export type NoticeState = (typeof noticeStates)[number];

/** What a regulator told of its own accord. */
export const regulatorNotice = v.object({
  noticeId: v.string(),
  market: v.string(),
  /** The regulator's own id of it. */
  document: v.string(),
  /** What the regulator calls messages of its kind. */
  kind: v.string(),
  /** When the regulator made it. */
  cameAt: v.string(),
  state: v.picklist(noticeStates),
  /** Whether it came by an access at which nothing is told in earnest. */
  rehearsal: v.boolean(),
  act: v.optional(v.string()),
  /** What the regulator calls the message that somebody sent. */
  mirrors: v.optional(v.string()),
  /** Who sent that, as the regulator calls parties. */
  counterparty: v.optional(v.string()),
  /** When what it tells happened. */
  happenedAt: v.optional(v.string()),
  paper: v.optional(v.string()),
  reason: v.optional(v.string()),
  remedy: v.optional(v.string()),
  /** How many packs and packages it names. */
  items: v.optional(v.number()),
  /** The object of the documents bucket that holds its exact bytes. */
  evidence: v.optional(v.string()),
  /** Those on which it is noted, or that tell the receipt. */
  deliveries: v.optional(v.array(v.string())),
  /** By when the receipt has to be told. */
  deadline: v.optional(v.string()),
  /** When people were called because it was not. */
  calledAt: v.optional(v.string()),
  /** Why it could not be read or followed up to now. */
  failure: v.optional(v.string()),
});
export type RegulatorNotice = v.InferOutput<typeof regulatorNotice>;
export const noticePage = v.object({ notices: v.array(regulatorNotice), next: v.optional(v.string()) });
