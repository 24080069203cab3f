import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BusinessAct } from '#shared/regimes/business-act.ts';
import { type PackChange, packChanges } from '#shared/regimes/pack-change.ts';
import type { Report } from '#shared/regimes/regime.ts';
import { allRegimes } from '#shared/regimes/regimes.ts';
import { soldIn } from './regime-contract.ts';

const lot = { lot: 'LOT1', expiry: '2028-02-29' };
const at = '2026-03-01T10:00:00.000Z';
const eventId = 'ni:///sha-256;1?ver=CBV2.0';

/** What an act is told of by and by: lists of things, of each of which it is known how many are of what level. */
const lists = fc.array(
  fc.array(fc.nat(3_000), { minLength: 1, maxLength: 3 }).filter((levels) => sumOf(levels) > 0),
  { minLength: 1, maxLength: 4 },
);
const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

const kinds = ['release', 'packing', 'change', 'shipment', 'receipt', 'transfer'] as const;

/** An act that names things; `home` is where the regime applies. */
const pickedIn = (home: string) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    change: fc.constantFrom(...packChanges),
    from: fc.constantFrom(home, 'ZZ'),
    to: fc.constantFrom(home, 'ZZ'),
  });
interface Picked {
  readonly kind: (typeof kinds)[number];
  readonly change: PackChange;
  readonly from: string;
  readonly to: string;
}

const placeIn = (country: string, gln: string) => ({ gln, name: gln, country, registrations: { cnpj: gln } });

function actOf(home: string, { kind, change, ...ends }: Picked, levels: readonly number[], first: number): BusinessAct {
  const units = { first, units: sumOf(levels) };
  const of = { product: soldIn(home, 'US'), lot, at, ...units };
  if (kind === 'release') return { kind, ...of };
  if (kind === 'packing') return { kind, levels, ...of };
  if (kind === 'change') return { kind, change, to: 'ZZ', eventId, lotUnits: 9_000, ...of };
  const [from, to] = [placeIn(ends.from, '1'), placeIn(ends.to, '2')];
  return { kind, from, to, markets: [home], at, eventId, ...units };
}

/** That reports name every thing from 0 on once. */
function namesEachOnce(reports: readonly Report[], all: number): void {
  const parts = reports.flatMap(({ units }) => units ?? []).toSorted((a, b) => a.first - b.first);
  let next = 0;
  for (const { first, count } of parts) {
    expect(first).toBe(next);
    expect(count).toBeGreaterThan(0);
    next += count;
  }
  if (parts.length > 0) expect(next).toBe(all);
}

describe.each(allRegimes.map((regime) => [regime.market, regime] as const))('%s', (_, regime) => {
  const [home = ''] = regime.countries;
  test('is told of each thing of an act once, by whatever reports, however many lists tell what those are', () =>
    fc.assert(
      fc.property(pickedIn(home), lists, (picked, all) => {
        let first = 0;
        const reports = all.flatMap((levels) => {
          const act = actOf(home, picked, levels, first);
          first += sumOf(levels);
          return regime.dueReports(act).filter(({ units }) => units !== undefined);
        });
        expect(new Set(reports.map(({ key }) => key)).size).toBe(reports.length);
        // A container is told by one kind of report or another; of everything else each kind says something else.
        const groups = Map.groupBy(reports, ({ name, notes }) =>
          picked.kind === 'packing' ? '' : `${name} ${JSON.stringify(notes)}`,
        );
        for (const group of groups.values()) namesEachOnce(group, first);
      }),
      { numRuns: 40 },
    ));
});
