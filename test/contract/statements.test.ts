import { describe, expect, test } from 'vitest';
import { toldByHand } from '#shared/messages/statements-api.ts';
import { wordsOf } from '#shared/regimes/catalogue.ts';
import { allRegimes } from '#shared/regimes/regimes.ts';
import { statedReports } from '#shared/regimes/stated-reports.ts';

const at = '2026-03-01T10:00:00.000Z';
const all = allRegimes.flatMap((regime) => (regime.statements ?? []).map((statement) => ({ regime, statement })));
const named = all.map(({ regime, statement }) => [`${regime.market} ${statement.name}`, regime, statement] as const);
/** So many packs as two reports have to name, or three where one names any number. */
const codesFor = (most = 3) =>
  Array.from({ length: Math.min(most + 1, 30_000) }, (_, i) => ({ gtin: '09521234000013', serial: `A${i}` }));

describe('what markets are told by hand', () => {
  test('is offered to people in those markets', () => {
    expect(new Set(all.map(({ regime }) => regime.market))).toEqual(new Set(Object.keys(toldByHand)));
  });

  test('has names of its own in each market, and none in a market that wants the contents of things', () => {
    expect(all.length).toBeGreaterThan(20);
    expect(new Set(named.map(([name]) => name)).size).toBe(all.length);
    for (const { regime } of all) expect(regime.contents).not.toBe(true);
  });

  test.each(named)('%s stands in the table for people', (_, { systems: [{ system }] }, { report }) => {
    expect(
      wordsOf(system)
        .tells.filter(({ act }) => act === 'statement')
        .map(({ message }) => message),
    ).toContain(report);
  });

  test.each(named)(
    '%s asks for each fact once, in words, and holds it to a form',
    (_, __, { facts, documents, of }) => {
      expect(new Set(facts.map(({ name }) => name)).size).toBe(facts.length);
      for (const { title, says, holds } of facts) {
        expect([title, says].every((words) => words.length > 3)).toBe(true);
        expect(holds('')).toBe(false);
      }
      expect(documents !== undefined).toBe(of === 'document');
    },
  );

  test.each(named)(
    '%s makes reports that are the same whenever they are planned, each of its own things',
    (_, __, one) => {
      const codes = one.of === 'document' ? [] : codesFor(one.most);
      const stated = { kind: 'statement', id: 's1', at, saidAt: at, codes } as const;
      const reports = statedReports(one, stated);
      expect(statedReports(one, stated)).toEqual(reports);
      expect(new Set(reports.map(({ key }) => key)).size).toBe(reports.length);
      expect(new Set(reports.map(({ act }) => act))).toEqual(new Set([`statement:${one.name}:s1`]));
      expect(reports.reduce((sum, { units }) => sum + (units?.count ?? 0), 0)).toBe(codes.length);
      for (const { units } of reports) expect(units?.count ?? 0).toBeLessThanOrEqual(one.most ?? codes.length);
    },
  );
});
