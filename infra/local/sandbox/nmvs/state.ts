import * as v from 'valibot';
import { openJournal } from '../journal.ts';
import type { Pack } from './rules.ts';

const alert = v.object({
  alertId: v.string(),
  code: v.string(),
  raisedAt: v.string(),
  operation: v.string(),
  productCode: v.string(),
  batch: v.string(),
  expiry: v.string(),
  serial: v.string(),
  location: v.string(),
});
export type Alert = v.InferOutput<typeof alert>;

const named = { productCode: v.string(), serial: v.string() };
const entry = v.variant('kind', [
  v.object({
    kind: v.literal('batch'),
    productCode: v.string(),
    batch: v.string(),
    expiry: v.string(),
    serials: v.array(v.string()),
  }),
  v.object({ kind: v.literal('state'), ...named, state: v.string(), since: v.number(), by: v.string() }),
  v.object({
    kind: v.literal('overlay'),
    reason: v.picklist(['RECALLED', 'WITHDRAWN']),
    productCode: v.string(),
    batch: v.string(),
  }),
  v.object({ kind: v.literal('forget'), productCode: v.string(), serials: v.array(v.string()) }),
  v.object({ kind: v.literal('alert'), alert }),
]);
/** Something that happened. From these, in order, all that is known can be rebuilt. */
export type Entry = v.InferOutput<typeof entry>;

export type NmvsState = ReturnType<typeof openState>;

/** What one country's system knows, rebuilt from its journal. */
export function openState(file: string | undefined) {
  const packs = new Map<string, Pack>();
  const batches = new Map<string, string>();
  const overlays = new Map<string, string>();
  const alerts: Alert[] = [];
  const journal = openJournal(file, (line) => v.parse(entry, line));

  const apply = (happened: Entry): void => {
    if (happened.kind === 'alert') alerts.push(happened.alert);
    else if (happened.kind === 'overlay') overlays.set(`${happened.productCode}|${happened.batch}`, happened.reason);
    else if (happened.kind === 'forget')
      for (const serial of happened.serials) packs.delete(`${happened.productCode}|${serial}`);
    else if (happened.kind === 'state') {
      const pack = packs.get(`${happened.productCode}|${happened.serial}`);
      if (pack !== undefined) Object.assign(pack, { state: happened.state, since: happened.since, by: happened.by });
    } else {
      const { productCode, batch, expiry, serials } = happened;
      batches.set(`${productCode}|${batch}`, expiry);
      for (const serial of serials)
        packs.set(`${productCode}|${serial}`, { batch, expiry, state: 'ACTIVE', since: 0, by: '' });
    }
  };
  for (const before of journal.before) apply(before);

  return {
    alerts,
    pack: (productCode: string, serial: string): Readonly<Pack> | undefined => packs.get(`${productCode}|${serial}`),
    hasProduct: (productCode: string) => [...batches.keys()].some((key) => key.startsWith(`${productCode}|`)),
    hasBatch: (productCode: string, batch: string) => batches.has(`${productCode}|${batch}`),
    /** What lies over the states of a product's or a batch's packs. */
    overlayOf: (productCode: string, batch: string) =>
      overlays.get(`${productCode}|`) ?? overlays.get(`${productCode}|${batch}`),
    take: (happened: Entry): void => {
      journal.append(happened);
      apply(happened);
    },
  };
}
