import * as v from 'valibot';
import { openJournal } from '../journal.ts';

const entry = v.variant('kind', [
  v.object({ kind: v.literal('pack'), gtin: v.string(), lot: v.string(), exp: v.string(), serial: v.string() }),
  v.object({ kind: v.literal('recall'), gtin: v.string(), serial: v.string() }),
  v.object({ kind: v.literal('forget'), gtin: v.string() }),
]);
type Entry = v.InferOutput<typeof entry>;

export interface Pack {
  readonly lot: string;
  readonly exp: string;
  recalled: boolean;
}

export type ResponderPacks = ReturnType<typeof openPacks>;

/** What a manufacturer knows of its packs, kept as a journal. */
export function openPacks(file: string | undefined) {
  const journal = openJournal(file, (line) => v.parse(entry, line));
  const products = new Map<string, Map<string, Pack>>();
  const apply = (one: Entry) => {
    if (one.kind === 'forget') return void products.delete(one.gtin);
    const packs = products.get(one.gtin) ?? new Map<string, Pack>();
    products.set(one.gtin, packs);
    const { serial } = one;
    if (one.kind === 'pack') packs.set(serial, { lot: one.lot, exp: one.exp, recalled: false });
    const pack = packs.get(serial);
    if (one.kind === 'recall' && pack !== undefined) pack.recalled = true;
  };
  const happened = (one: Entry) => {
    journal.append(one);
    apply(one);
  };
  for (const one of journal.before) apply(one);
  return {
    products,
    knows: (gtin: string, serial: string) => products.get(gtin)?.has(serial) === true,
    load: (gtin: string, lot: string, exp: string, serials: readonly string[]): void => {
      for (const serial of serials)
        if (!products.get(gtin)?.has(serial)) happened({ kind: 'pack', gtin, lot, exp, serial });
    },
    recall: (gtin: string, serial: string): void => happened({ kind: 'recall', gtin, serial }),
    forget: (gtin: string): void => happened({ kind: 'forget', gtin }),
  };
}
