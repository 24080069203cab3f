import * as v from 'valibot';
import { alertStates } from '../regimes/eu/nmvs/alert.ts';
import { causes } from '../regimes/eu/nmvs/probable-cause.ts';

const text = v.exactOptional(v.string());

/** An alert of a national verification system about a pack of ours, why it was probably raised, and what people did about it. */
export const nmvsAlert = v.object({
  alertId: v.string(),
  /** `A3`; `illegible` of one that could not be read. */
  code: v.string(),
  /** ISO 3166-1 alpha-2. */
  country: v.string(),
  raisedAt: v.string(),
  operation: text,
  /** A GTIN of 14 digits or a PPN of 12. */
  productCode: v.string(),
  batch: text,
  /** YYMMDD as it was read. */
  expiry: text,
  serial: text,
  location: text,
  /** Of one that could not be read: as it was told, cut off where it is long. */
  told: text,
  fetchedAt: v.string(),
  state: v.picklist(alertStates),
  /** Grows with every change. */
  version: v.number(),
  probable: v.object({ cause: v.picklist(causes), detail: v.string(), remedy: v.string() }),
  history: v.array(v.object({ at: v.string(), by: v.string(), state: v.picklist(alertStates), reason: v.string() })),
});

/** The same with what its code means. */
export const nmvsAlertView = v.object({ ...nmvsAlert.entries, meaning: v.string() });
export type NmvsAlertView = v.InferOutput<typeof nmvsAlertView>;
export const nmvsAlertPage = v.object({ alerts: v.array(nmvsAlertView), next: v.optional(v.string()) });
