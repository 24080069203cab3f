import * as v from 'valibot';
import { signatureRecord } from '#shared/access/signature.ts';
import { nextCall, requesters } from '#shared/dscsa/clocks.ts';
import { classifications, noticeContent, noticeTypes } from '#shared/dscsa/form-3911.ts';
import { caseKinds, caseStates } from '#shared/dscsa/kinds.ts';
import { verdicts } from '#shared/dscsa/pdg-shapes.ts';
import { due } from './due.ts';

/** How long after work is due `sweep` wakes it, when the message that should have done so was lost. */
const GRACE_MS = 30_000;

const said = v.optional(v.string());
const pack = v.object({ gtin: v.string(), serial: v.string(), lot: said, exp: said });

/** The message that is on its way. `due`: it never arrived · `uncertain`: it may have, ask first · `received`: they have it, a decision is awaited. */
const outgoing = v.object({
  id: v.string(),
  what: v.picklist([...noticeTypes, 'report', 'resolved', 'response']),
  state: v.picklist(['due', 'uncertain', 'received']),
  /** Of the object that holds its bytes, and their SHA-256. */
  key: v.string(),
  sha256: v.string(),
  madeAt: v.string(),
});
export type Outgoing = v.InferOutput<typeof outgoing>;

/** A request for transaction information. */
const tiRequest = v.object({
  from: v.picklist(requesters),
  name: v.string(),
  contact: v.string(),
  reference: said,
  partner: said,
  receivedAt: v.string(),
  scope: v.object({
    /** EPCs. */
    packs: v.array(v.string()),
    lots: v.array(v.object({ gtin: v.string(), lot: v.string() })),
    /** Ids of shipping events. */
    shipments: v.array(v.string()),
  }),
  /** The document: bytes, units in it, and what its receiver would find wrong. */
  document: v.optional(v.object({ key: v.string(), sha256: v.string(), units: v.number(), findings: said })),
  answered: v.optional(v.object({ at: v.string(), how: v.string(), reference: said })),
});

/** A report of exceptions to a partner, or one of a partner's to us. */
const pdgException = v.object({
  direction: v.picklist(['out', 'in']),
  partner: v.string(),
  poNumber: v.string(),
  caseUuid: v.string(),
  /** Ids of the reports, the first one first. */
  messages: v.array(v.string()),
  items: v.array(v.object({ uuid: v.string(), at: v.string() })),
  /** What was said of each item, by whom it was told to. */
  verdicts: v.record(v.string(), v.object({ verdict: v.picklist(verdicts), comments: said, alternative: said })),
  notes: said,
});

const suspectProduct = v.object({
  origin: v.object({ kind: v.picklist(['verification', 'exception', 'return', 'partner', 'fda', 'other']), id: said }),
  product: said,
  packs: v.array(pack),
  determined: v.optional(
    v.object({
      outcome: v.picklist(['cleared', 'illegitimate']),
      at: v.string(),
      reason: v.string(),
      signature: signatureRecord,
      classification: v.optional(v.picklist(classifications)),
    }),
  ),
  /** Case of its Form 3911. */
  form: said,
  /** What else was named beside the packs: containers, whose contents are not looked up. EPCs. */
  others: v.optional(v.array(v.string())),
  /** Partners to be told within a day, when and how they were, and when and how they were told that the notice has ended. */
  notices: v.array(v.object({ partner: v.string(), toldAt: said, how: said, endToldAt: said, endHow: said })),
});

const form3911 = v.object({
  /** Case of the suspect product. */
  suspect: v.string(),
  determinedAt: v.string(),
  classification: v.picklist(classifications),
  incident: said,
  /** What a person last said of it, and how it stood before: it may have been in error. */
  told: v.optional(
    v.object({
      what: v.picklist(['mailed', 'answered']),
      was: v.picklist(caseStates),
      gaveIncident: v.boolean(),
      metClock: v.boolean(),
    }),
  ),
  /** As it was last signed. */
  content: v.optional(noticeContent),
  signature: v.optional(signatureRecord),
});

export const storedCase = v.object({
  tenant: v.string(),
  id: v.string(),
  kind: v.picklist(caseKinds),
  state: v.picklist(caseStates),
  title: v.string(),
  by: v.string(),
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Grows with every change. */
  version: v.number(),
  /** Rows of its history. */
  entries: v.number(),
  clock: v.optional(v.object({ due: v.string(), warnedAt: said, missedAt: said, metAt: said, stoppedAt: said })),
  /** Why it does not go on without a person. */
  problem: said,
  /** What is done by itself: from when, and how often it was tried. */
  /** `deaths`: how often in a row whoever took it up never came to an end. */
  work: v.optional(v.object({ notBefore: v.string(), attempts: v.number(), deaths: v.optional(v.number()) })),
  /** Digest of what a person last did: the same again, which fits no more, has been done. */
  lastAct: said,
  /** Until when it is in somebody's hands. */
  lease: said,
  outgoing: v.optional(outgoing),
  ti: v.optional(tiRequest),
  pdg: v.optional(pdgException),
  suspect: v.optional(suspectProduct),
  form: v.optional(form3911),
});

/** A duty of the DSCSA, from its beginning to its end. Evidence for six years and more: it is kept. */
export type DscsaCase = v.InferOutput<typeof storedCase>;

export const historyEntry = v.object({
  n: v.number(),
  /** ISO 8601. */
  at: v.string(),
  /** A person or machine client; `rules` when nobody did it. */
  by: v.string(),
  what: v.string(),
  detail: said,
  signature: v.optional(signatureRecord),
  /** Exact bytes that were sent or came. */
  evidence: v.optional(
    v.object({
      key: v.string(),
      direction: v.picklist(['sent', 'asked', 'answered', 'document']),
      status: v.optional(v.number()),
      sha256: v.string(),
    }),
  ),
});
export type HistoryEntry = v.InferOutput<typeof historyEntry>;
export type NewHistoryEntry = Omit<HistoryEntry, 'n'>;

/** Who acts when nobody does. */
export const BY_RULES = 'rules';

/** Attributes by which `sweep` finds a case: when its work or its clock wants to be looked at next. None when neither does. */
export function dueOf({ tenant, id, clock, work, lease }: DscsaCase) {
  const looks = [nextCall(clock), lease === undefined ? workFrom(work) : Date.parse(lease)];
  const next = Math.min(...looks.map((one) => one ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(next) ? due(tenant, new Date(next), 'dscsa', { tenant, case: id }) : {};
}

const workFrom = (work: DscsaCase['work']) => work && Date.parse(work.notBefore) + GRACE_MS;
