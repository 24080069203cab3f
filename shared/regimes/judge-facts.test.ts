import { describe, expect, test } from 'vitest';
import type { JudgedReport } from './regime.ts';
import { allRegimes, regimeOf } from './regimes.ts';

const gtin = '04601234567893';
const judge = (
  market: string,
  name: string,
  facts: Readonly<Record<string, string>>,
  more: Partial<JudgedReport> = {},
) => regimeOf(market)?.judgeFacts?.({ key: 'k', name, ...more }, facts);

describe('a fact that can never be right is refused when it is given, with place, rule and what would be right', () => {
  test.each<[string, string, string, Readonly<Record<string, string>>, string, RegExp]>([
    ['a kind of contract that there is not', 'ru', '415', { contract_type: '99' }, 'contract_type', /1 \(sale\)/],
    [
      'a contract that no trade across the border has',
      'ru',
      '331',
      { contract_type: '8' },
      'contract_type',
      /4 \(free/,
    ],
    ['words for a price', 'ru', '415', { [`cost/${gtin}`]: 'abc' }, `cost~1${gtin}`, /0 or more, two digits/],
    ['a price below 0', 'ru', '415', { [`cost/${gtin}`]: '-5.00' }, `cost~1${gtin}`, /0 or more/],
    ['a price of three digits behind the point', 'ru', '416', { cost: '5.001' }, 'cost', /two digits/],
    [
      'more tax than the price that it is in',
      'ru',
      '415',
      { [`cost/${gtin}`]: '110.00', [`vat/${gtin}`]: '200.00' },
      `vat~1${gtin}`,
      /tax in roubles/,
    ],
    [
      'more tax of one than the price of all',
      'ru',
      '415',
      { cost: '9.9', [`vat/${gtin}`]: '10' },
      `vat~1${gtin}`,
      /cost/,
    ],
    [
      'a place for an organisation',
      'ru',
      '331',
      { custom_receiver_id: '00000000200001' },
      'custom_receiver_id',
      /GUID/,
    ],
    ['a day as others write it', 'ru', '313', { doc_date: '2026-11-30' }, 'doc_date', /DD\.MM\.YYYY/],
    ['a value at customs that is none', 'ru', '335', { customs_value: 'much' }, 'customs_value', /0 or more/],
    ['an end that the schema does not name', 'ru', '552', { withdrawal_type: '99' }, 'withdrawal_type', /26/],
    ['a day that there is not', 'cn', 'uploadrelation', { madeDate: '2026-02-30' }, 'madeDate', /YYYY-MM-DD/],
    ['words for a variant', 'cn', 'uploadrelation', { subTypeNo: 'boxes' }, 'subTypeNo', /digits/],
    ['a day in Saudi Arabia that is none', 'sa', 'SupplyService', { madeDate: '1' }, 'madeDate', /YYYY-MM-DD/],
    ['a day in Turkey that is none', 'tr', 'supply', { madeDate: '1' }, 'madeDate', /YYYY-MM-DD/],
    [
      'a price in Korea with a comma',
      'kr',
      'sales-shipment',
      { [`unitPrice/${gtin}`]: '1,200' },
      `unitPrice~1${gtin}`,
      /won/,
    ],
    ['words for a supply class', 'kr', 'sales-shipment', { supplyClass: 'a sale' }, 'supplyClass', /HIRA/],
    ['a reason that SNCM does not know', 'br-sncm', 'final', { reason: 'gone' }, 'reason', /robry/],
  ])('%s', (_, market, name, facts, at, remedy) => {
    const refused = judge(market, name, facts, market === 'ru' && name === '552' ? { change: 'ended' } : {});
    expect(refused).toMatchObject({
      refused: 'malformed',
      at: `/facts/${at}`,
      rule: expect.stringMatching(/.+/),
      remedy: expect.stringMatching(remedy),
    });
  });
});

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['ru', '415', { contract_type: '1', cost: '110.00' }],
  ['ru', '415', { [`cost/${gtin}`]: '110', [`vat/${gtin}`]: '110.00', cost: '1' }],
  ['ru', '415', { [`vat/${gtin}`]: '10.00' }],
  ['ru', '331', { custom_receiver_id: '5e21a7e0-0000-4000-8000-000000000002', contract_type: ' 1 ' }],
  ['cn', 'uploadrelation', { madeDate: '2026-02-28', workshop: 'A' }],
  ['br-sncm', 'final', { reason: 'robry' }],
])('%s %s takes what may be right, whatever is still missing', (market, name, facts) =>
  expect(judge(market, name, facts)).toBeUndefined(),
);

test.each(allRegimes.map(({ market }) => market))('%s has nothing against no facts at all', (market) =>
  expect(judge(market, 'any', {})).toBeUndefined(),
);
