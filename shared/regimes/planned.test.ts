import { expect, test } from 'vitest';
import { planned } from './planned.ts';
import { allRegimes } from './regimes.ts';

test('what reports are planned by is what the registry has of each regime: a line in both', () => {
  const wanted = allRegimes.map(({ market, countries, movements, packing, repealed, dueReports }) => ({
    market,
    countries,
    movements,
    packing,
    repealed,
    dueReports,
  }));
  expect(planned).toEqual(wanted);
});
