import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { recipe, recipeProblem } from './recipe.ts';

const level = (wanted: object = {}) => ({
  level: 'case',
  count: 10,
  identity: { key: 'sscc' },
  read: 'counted',
  ...wanted,
});
const read = (wanted: object = {}) =>
  v.parse(recipe, {
    recipe: 'cartons',
    version: 1,
    name: 'Cartons',
    gtins: ['09521234000013'],
    levels: [level()],
    ...wanted,
  });
const forEu = { market: 'eu', elements: ['01', '21', '17', '10'] };
const problem = (wanted: object) => recipeProblem(read(wanted));

describe('a recipe', () => {
  test('says little where the usual is wanted', () => {
    const usual = read();
    expect(recipeProblem(usual)).toBeUndefined();
    expect(usual).toMatchObject({ elements: ['01', '17', '10', '21'], partial: 'approved', lowWater: 0 });
  });

  test.each<[string, object, string]>([
    ['a code without a serial', { elements: ['01', '10'] }, '/elements'],
    ['an element that stands twice', { elements: ['01', '21', '21'] }, '/elements'],
    ['a case inside a bundle', { levels: [level(), level({ level: 'bundle' })] }, '/levels/1'],
    [
      'a pallet with a GTIN of its own',
      { levels: [level({ level: 'pallet', identity: { key: 'sgtin', gtin: '19521234000010', pool: 'p' } })] },
      '/levels/0/identity',
    ],
    [
      'a case known by the GTIN of a pack',
      { levels: [level({ identity: { key: 'sgtin', gtin: '09521234000013', pool: 'p' } })] },
      '/levels/0/identity/gtin',
    ],
    ['a product with a mistyped GTIN', { gtins: ['09521234000014'] }, '/gtins/0'],
    ['a product twice', { gtins: ['09521234000013', '09521234000013'] }, '/gtins/1'],
    [
      'a sample twice',
      {
        samples: [
          { kind: 'retention', every: 5 },
          { kind: 'retention', every: 7 },
        ],
      },
      '/samples/1',
    ],
    [
      'something to confirm twice',
      { clearance: { before: ['Bin empty', 'Bin empty'], after: [] } },
      '/clearance/before/1',
    ],
    ['pictures of what is counted', { levels: [level({ perPicture: 5 })] }, '/levels/0/perPicture'],
    ['other lots among what is counted', { levels: [level({ mixed: true })] }, '/levels/0/mixed'],
    [
      'pallets of layers that a camera sees',
      { levels: [level(), level({ level: 'pallet', read: 'layer', perPicture: 5 })] },
      '/levels/1/read',
    ],
    ['a layer of unknown size', { levels: [level({ read: 'layer' })] }, '/levels/0/perPicture'],
    ['a case of one layer and a half', { levels: [level({ read: 'layer', perPicture: 4 })] }, '/levels/0/perPicture'],
    ['a text with a lone brace', { text: ['LOT {10'] }, '/text/0'],
    ['a text that asks for what nobody knows', { text: ['{colour}'] }, '/text/0'],
    [
      'a printer field that asks for a line of text there is not',
      { printer: { job: 'j', fields: { V1: '{text5}' } } },
      '/printer/fields/V1',
    ],
    ['a market that nobody knows', { market: 'atlantis' }, '/market'],
    ['a market whose national number no line prints', { market: 'br' }, '/market'],
    ['a market whose crypto code it leaves out', { market: 'ru' }, '/elements'],
    ['a crypto code for any market', { elements: ['01', '21', '91', '92'] }, '/elements/2'],
    ['a market without a 2D code', { market: 'cn-platform' }, '/market'],
    ['elements in another order than its market wants', { market: 'eu' }, '/elements'],
    ['a serial that nobody can read', { ...forEu, text: ['{01}', '{expiry}', '{10}'] }, '/text'],
  ])('is refused with %s, with its place', (_, wanted, at) => {
    expect(problem(wanted)).toMatchObject({ refused: 'malformed', at, remedy: expect.any(String) });
  });

  test('for one market has its elements in that market’s order, in letters too', () => {
    expect(problem(forEu)).toBeUndefined();
    expect(problem({ market: 'kr' })).toBeUndefined();
    const fields = { SN: '{21}', EXP: '{17}' };
    expect(problem({ ...forEu, text: ['{01} {10}'], printer: { job: 'j', fields } })).toBeUndefined();
  });

  test('fills the printer’s fields with what the label holds', () => {
    expect(problem({ printer: { job: 'j', fields: { V1: '{21}', V2: '{text4}', V3: '{code}' } } })).toBeUndefined();
  });
});
