import * as v from 'valibot';
import { signature, signedReason } from '../access/signature.ts';
import { foundPacks } from '../desk/desk-message.ts';
import { askedSubject } from '../desk/desk-subject.ts';
import { disagreements } from '../desk/kinds.ts';
import { resolutions } from '../desk/resolutions.ts';

/** Shapes of the HTTP API for cases between companies. */
const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const words = text(2_000);
/** The caller's own for what it asks: the same request again says or begins nothing else. A case that it begins has an id of its own, and is found by both. */
const requestId = text(100);

/** What a partner opens by its own client. */
export const newPartnerCase = v.strictObject({
  id: requestId,
  kind: v.picklist(disagreements),
  text: words,
  subject: askedSubject,
});

export const newDeskCase = v.strictObject({
  ...newPartnerCase.entries,
  /** Id of the partner. */
  partner: text(100),
  /** Of ours (`GET /api/exceptions`), that it came of: its things are those of the case, and it ends with it. */
  exception: v.exactOptional(text(100)),
});

const acts = ['propose', 'accept', 'reject', 'counter', 'note', 'acknowledge', 'report'] as const;

const spoken = {
  id: requestId,
  act: v.picklist(acts),
  /** Of a proposal. */
  resolution: v.exactOptional(v.picklist(resolutions)),
  /** Id of the proposal that is answered. */
  of: v.exactOptional(text(100)),
  text: v.exactOptional(words),
  /** Of a report to a notice. */
  found: v.exactOptional(foundPacks),
};

/** What a partner says by its own client; a case that it opened it ends so, too. */
export const partnerMessage = v.strictObject({ ...spoken, act: v.picklist([...acts, 'resolve', 'withdraw']) });
export type PartnerMessage = v.InferOutput<typeof partnerMessage>;

/** Where quality decides it is signed. */
export const newDeskMessage = v.strictObject({ ...spoken, signature: v.exactOptional(signature) });
export type SpokenMessage = Omit<v.InferOutput<typeof newDeskMessage>, 'signature'>;

export const assignedCase = v.strictObject({
  /** A person of the tenant; absent: nobody any more. */
  assignee: v.exactOptional(text(100)),
});

export const closedCase = v.strictObject({
  outcome: v.picklist(['resolved', 'withdrawn']),
  /** How many messages of the case were read: it is not ended over what was said since. */
  read: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  reason: signedReason,
  signature: v.exactOptional(signature),
});

/** Tells whoever holds the packs of a recall or a suspicion. */
export const newNotices = v.strictObject({
  /** What holders are to do. */
  text: words,
  /** Only these; all who hold packs when absent. */
  partners: v.exactOptional(v.pipe(v.array(text(100)), v.minLength(1), v.maxLength(200))),
  signature,
});
