import { identifiersIn } from '#shared/epcis/identifier-places.ts';
import type { Json } from '#shared/wire/json.ts';
import { type Distinct, distinct } from './distinct.ts';
import { schemeOf } from './scheme-of.ts';
import { type Tally, tally } from './tally.ts';

export interface IdentifierRow {
  readonly scheme: string;
  /** Times it stands in the document, as URNs and links. */
  readonly mentions: number;
  readonly distinct: number;
  /** True when there are more different ones than were counted. */
  readonly atLeast?: true;
  readonly spellings: readonly [spelling: string, count: number][];
  readonly companyPrefixes: readonly [prefix: string, count: number][];
}

interface Row {
  mentions: number;
  readonly distinct: Distinct;
  readonly spellings: Tally;
  readonly companyPrefixes: Tally;
}

/** More kinds of identifiers than any sender has. */
const MOST = 100;

/** Counts the identifiers of events by scheme. */
export function identifierTally(): { add(event: Json): void; rows(): IdentifierRow[] } {
  const rows = new Map<string, Row>();
  const rowOf = (scheme: string): Row => {
    const name = rows.has(scheme) || rows.size < MOST ? scheme : 'more';
    const row = rows.get(name) ?? { mentions: 0, distinct: distinct(), spellings: tally(), companyPrefixes: tally() };
    rows.set(name, row);
    return row;
  };
  return {
    add: (event) => {
      for (const { value } of identifiersIn(event)) {
        const { scheme, spelling, companyPrefix } = schemeOf(value);
        const row = rowOf(scheme);
        row.mentions++;
        row.distinct.add(value);
        row.spellings.add(spelling);
        if (companyPrefix !== undefined) row.companyPrefixes.add(companyPrefix);
      }
    },
    rows: () =>
      [...rows]
        .map(([scheme, row]) => ({
          scheme,
          mentions: row.mentions,
          distinct: row.distinct.count(),
          ...(row.distinct.atLeast() ? { atLeast: true as const } : {}),
          spellings: row.spellings.rows(),
          companyPrefixes: row.companyPrefixes.rows(),
        }))
        .toSorted((a, b) => b.mentions - a.mentions || (a.scheme < b.scheme ? -1 : 1)),
  };
}
