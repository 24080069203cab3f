import * as v from 'valibot';
import { openJournal } from '../journal.ts';

const wanted = {
  operation: v.string(),
  productCode: v.string(),
  batch: v.string(),
  expiry: v.string(),
  serial: v.string(),
};
const told = v.object({
  ...wanted,
  code: v.string(),
  alertId: v.exactOptional(v.string()),
  state: v.exactOptional(v.string()),
});
const bulk = v.object({
  nmvsTrxId: v.string(),
  wanted: v.array(v.object(wanted)),
  location: v.string(),
  /** Milliseconds since 1970. */
  readyAt: v.number(),
  /** Its result never comes. */
  lost: v.boolean(),
});
/** A bulk that was taken in. */
export type Bulk = v.InferOutput<typeof bulk>;
type Told = v.InferOutput<typeof told>;

const entry = v.variant('kind', [
  v.object({ kind: v.literal('answered'), number: v.number() }),
  v.object({ kind: v.literal('bulk'), bulk }),
  v.object({ kind: v.literal('told'), nmvsTrxId: v.string(), told }),
]);

export interface Worked {
  readonly bulk: Bulk;
  /** What became of its packs, in their order, as far as it is worked off. */
  readonly told: Told[];
}

export type Transactions = ReturnType<typeof openTransactions>;

/** Ids of transactions, which never come twice, and bulks with their results, kept as a journal. */
export function openTransactions(file: string | undefined) {
  const bulks = new Map<string, Worked>();
  let last = 0;
  const journal = openJournal(file, (line) => v.parse(entry, line));
  const apply = (happened: v.InferOutput<typeof entry>): void => {
    if (happened.kind === 'answered') last = happened.number;
    else if (happened.kind === 'bulk') bulks.set(happened.bulk.nmvsTrxId, { bulk: happened.bulk, told: [] });
    else bulks.get(happened.nmvsTrxId)?.told.push(happened.told);
  };
  for (const before of journal.before) apply(before);
  const take = (happened: v.InferOutput<typeof entry>): void => {
    journal.append(happened);
    apply(happened);
  };
  return {
    nextId: (): string => {
      take({ kind: 'answered', number: last + 1 });
      return `NMVS-${String(last).padStart(12, '0')}`;
    },
    bulk: (nmvsTrxId: string): Worked | undefined => bulks.get(nmvsTrxId),
    /** Those that are not worked off yet, in the order in which they came. */
    open: (): Worked[] => [...bulks.values()].filter((one) => one.told.length < one.bulk.wanted.length),
    takeIn: (taken: Bulk) => take({ kind: 'bulk', bulk: taken }),
    tell: (nmvsTrxId: string, one: Told) => take({ kind: 'told', nmvsTrxId, told: one }),
  };
}
