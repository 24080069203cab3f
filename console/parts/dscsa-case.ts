import * as v from 'valibot';
import { caseKinds, caseStates } from '../../shared/dscsa/kinds.ts';

const said = v.optional(v.string());
const clock = v.object({ due: v.string(), missedAt: said, metAt: said, stoppedAt: said });

const brief = {
  id: v.string(),
  kind: v.picklist(caseKinds),
  state: v.picklist(caseStates),
  title: v.string(),
  by: v.string(),
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Grows with every change. */
  version: v.number(),
  ended: v.boolean(),
  clock: v.optional(clock),
  /** Why it does not go on without a person. */
  problem: said,
};

const briefCase = v.object(brief);
export type BriefDscsaCase = v.InferOutput<typeof briefCase>;
export const dscsaPage = v.object({ cases: v.array(briefCase), next: said });

const historyLine = v.object({
  n: v.number(),
  at: v.string(),
  by: v.string(),
  what: v.string(),
  detail: said,
  signature: v.optional(v.object({ meaning: v.string(), name: said, by: v.string() })),
  evidence: v.optional(v.object({ direction: v.string(), status: v.optional(v.number()) })),
});
export type DscsaHistoryLine = v.InferOutput<typeof historyLine>;

const suspect = v.object({
  origin: v.object({ kind: v.string(), id: said }),
  product: said,
  packs: v.array(v.object({ gtin: v.string(), serial: v.string(), lot: said, exp: said })),
  others: v.optional(v.array(v.string())),
  determined: v.optional(v.object({ outcome: v.string(), at: v.string(), reason: v.string(), classification: said })),
  /** Case of its Form 3911. */
  form: said,
  notices: v.array(v.object({ partner: v.string(), toldAt: said, how: said, endToldAt: said })),
});
export type Suspect = v.InferOutput<typeof suspect>;

/** A case as it is told, as far as a page shows it. */
export const dscsaCase = v.object({
  ...brief,
  historyLength: v.number(),
  suspect: v.optional(suspect),
  form: v.optional(
    v.object({ suspect: v.string(), determinedAt: v.string(), classification: v.string(), incident: said }),
  ),
  ti: v.optional(
    v.object({
      from: v.string(),
      name: v.string(),
      contact: v.string(),
      reference: said,
      partner: said,
      receivedAt: v.string(),
      document: v.optional(v.object({ units: v.number(), findings: said })),
      answered: v.optional(v.object({ at: v.string(), how: v.string() })),
    }),
  ),
  pdg: v.optional(
    v.object({
      direction: v.picklist(['out', 'in']),
      partner: v.string(),
      poNumber: v.string(),
      items: v.array(v.object({ uuid: v.string(), at: v.string() })),
      verdicts: v.record(v.string(), v.object({ verdict: v.string(), comments: said })),
      notes: said,
    }),
  ),
  outgoing: v.optional(v.object({ what: v.string(), state: v.string() })),
  history: v.optional(v.array(historyLine), []),
});
export type DscsaCase = v.InferOutput<typeof dscsaCase>;

export const dscsaCasePath = (id: string) => `/api/dscsa/cases/${encodeURIComponent(id)}`;

/** What cases are called. */
export const dscsaKinds: Readonly<Record<DscsaCase['kind'], string>> = {
  'ti-request': 'request for transaction information',
  exception: 'report of exceptions',
  suspect: 'suspect product',
  'form-3911': 'Form FDA 3911',
};
