import { type BenchDocument, nameOf, numberIn, PARTNERS, sides, spelt } from './network-documents.ts';

/** What one partner has had. */
export interface Tally {
  /** Documents, each counted once; and the sum of their numbers, so that two lists of them can be told apart. */
  distinct: number;
  sum: number;
  /** Those that came once more. */
  doubled: number;
  /** Documents of another partner, or none that could be read. */
  strangers: number;
  /** Those that came after one which was captured later. */
  late: number;
}

export const noTally = (): Tally => ({ distinct: 0, sum: 0, doubled: 0, strangers: 0, late: 0 });

/** Counts what came to whom, by what stands in the documents. */
export function tallies(documents: readonly BenchDocument[]) {
  const names = sides.flatMap((side) => Array.from({ length: PARTNERS }, (_, partner) => nameOf(side, partner)));
  const of = new Map(names.map((name) => [name, noTally()]));
  const last = new Map<string, number>();
  const seen = new Uint8Array(documents.length);
  return {
    /** @param id under which it came, where that is to be the document's */
    take: (name: string, text: string, id?: string): void => {
      const tally = of.get(name);
      if (tally === undefined) throw new Error(`nobody is called ${name}`);
      const number = numberIn(text);
      const meant = number === undefined ? undefined : documents[number];
      const isOther = id !== undefined && meant !== undefined && !id.endsWith(spelt(meant.number));
      if (meant === undefined || nameOf(meant.side, meant.partner) !== name || isOther) {
        tally.strangers++;
        return;
      }
      if (seen[meant.number] === 1) {
        tally.doubled++;
        return;
      }
      seen[meant.number] = 1;
      tally.distinct++;
      tally.sum += meant.number;
      if (meant.number < (last.get(name) ?? 0)) tally.late++;
      last.set(name, Math.max(meant.number, last.get(name) ?? 0));
    },
    told: (): Record<string, Tally> => Object.fromEntries(of),
  };
}
