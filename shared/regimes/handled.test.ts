import { expect, test } from 'vitest';
import { handled } from './handled.ts';
import { allRegimes } from './regimes.ts';

const byMarket = <Of extends { market: string }>(all: readonly Of[]) =>
  all.toSorted((a, b) => a.market.localeCompare(b.market));

test('what people deal with is what the registry has of each regime: a line in both', () => {
  const wanted = allRegimes.map(({ market, access, onAccess, repealed, notices, endSaidBy, ...rest }) => ({
    ...{ market, access, onAccess, repealed, notices, endSaidBy, readAnswer: rest.readAnswer },
    seals: rest.seal === undefined ? undefined : true,
    systems: rest.systems.map(({ system }) => system),
    // A country's own are closures.
    judges: rest.judgeFacts !== undefined,
  }));
  const told = handled.map(({ judgeFacts, ...rest }) => ({ ...rest, judges: judgeFacts !== undefined }));
  expect(byMarket(told)).toEqual(byMarket(wanted));
});
