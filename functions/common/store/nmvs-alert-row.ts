import * as v from 'valibot';
import { alertStates } from '#shared/regimes/eu/nmvs/alert.ts';
import { causes } from '#shared/regimes/eu/nmvs/probable-cause.ts';

const text = v.exactOptional(v.string());

export const storedAlert = v.object({
  alertId: v.string(),
  code: v.string(),
  country: v.string(),
  raisedAt: v.string(),
  operation: text,
  productCode: v.string(),
  batch: text,
  expiry: text,
  serial: text,
  location: text,
  /** Of one that could not be read: as it was told, cut off where it is long, and the object with the bytes of its page. */
  told: text,
  pageKey: text,
  fetchedAt: v.string(),
  state: v.picklist(alertStates),
  /** Grows with every change. */
  version: v.number(),
  probable: v.object({ cause: v.picklist(causes), detail: v.string(), remedy: v.string() }),
  history: v.array(v.object({ at: v.string(), by: v.string(), state: v.picklist(alertStates), reason: v.string() })),
});

/** An alert about a pack of ours, why it was probably raised, and what people did about it. A quality record: it is kept. */
export type AlertRow = v.InferOutput<typeof storedAlert>;
