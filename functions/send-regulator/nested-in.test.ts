import { expect, test } from 'vitest';
import { nestedIn } from './nested-in.ts';

const box = (n: number) => `https://id.gs1.org/00/09521234000000001${n}`;
const pack = (serial: string, gtin = '09521234561019') => `https://id.gs1.org/01/${gtin}/21/${serial}`;
const held: Readonly<Record<string, readonly string[]>> = {
  [box(1)]: [box(2), box(3), pack('C')],
  [box(2)]: [pack('A'), pack('B')],
  [box(3)]: [pack('X', '09521234561026'), box(1)],
};
const inside = {
  childrenOf: (epc: string) => held[epc] ?? [],
  lotOf: () => 'L1',
  expiryOf: (gtin: string, lot: string) => `${gtin} ${lot}`,
  isPack: (gtin: string) => gtin === '09521234561019',
};
const leaves = (thing: ReturnType<typeof nestedIn>): (string | undefined)[] =>
  thing === undefined ? [] : thing.children.length === 0 ? [thing.code.serial] : thing.children.flatMap(leaves);

test('a thing is told with its packs alone, by lot; what holds none of the regulator’s, or itself, is left out', () => {
  const told = nestedIn(box(1), inside);
  expect([leaves(told), told?.children.length]).toEqual([['A', 'B', 'C'], 2]);
  expect(told?.children[1]).toMatchObject({ lot: 'L1', expiry: '09521234561019 L1' });
});

test.each([['B'], ['09521234561019B'], [pack('B')]])(
  'a correction is of the pack that was refused as %s, in what it is in',
  (name) => expect(leaves(nestedIn(box(1), { ...inside, only: new Set([name]) }))).toEqual(['B']),
);

test('nothing is left of a thing of which no pack was refused', () =>
  expect(nestedIn(box(1), { ...inside, only: new Set(['Z']) })).toBeUndefined());
