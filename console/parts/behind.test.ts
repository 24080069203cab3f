import { expect, test } from 'vitest';
import { readRoute, routeTo } from '../route.ts';
import { type Behind, behindOf, queryOfBehind } from './behind.ts';

/** As somebody finds it who was sent the address. */
const found = (behind: Behind | undefined) => {
  const said = Object.entries(queryOfBehind(behind)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return behindOf(readRoute(routeTo('lots', 'L1', { gtin: '09521321543218', ...Object.fromEntries(said) })).query);
};

test('serials behind a figure, of one block or of all, have an address', () => {
  for (const one of [
    { figure: 'rejected', block: undefined },
    { figure: 'lost', block: 'b/1 &' },
  ]) {
    expect(found(one)).toEqual(one);
  }
  expect(found(undefined)).toBeUndefined();
});
