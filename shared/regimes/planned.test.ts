import { expect, test } from 'vitest';
import { planned } from './planned.ts';
import { allRegimes } from './regimes.ts';

test('what reports are planned by is what the registry has of each regime: a line in both', () => {
  const wanted = allRegimes.map(
    ({ market, countries, movements, packing, dropouts, voidsInside, onAccess, dueReports }) => ({
      market,
      countries,
      movements,
      packing,
      dropouts,
      voidsInside,
      onAccess,
      dueReports,
    }),
  );
  const byMarket = <Of extends { readonly market: string }>(some: readonly Of[]) =>
    some.toSorted((a, b) => a.market.localeCompare(b.market));
  expect(byMarket(planned)).toEqual(byMarket(wanted));
});

test('what stands behind another is planned after it: it finds there what it waits for', () => {
  const order = planned.map(({ market }) => market);
  for (const { market, behind } of allRegimes)
    if (behind !== undefined) expect(order.indexOf(behind)).toBeLessThan(order.indexOf(market));
});
