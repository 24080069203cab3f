import { describe, expect, test } from 'vitest';
import { ndcCodes, ndcCodesOfGtin } from './ndc-codes.ts';
import { type NoticeSubject, strangeInNotice } from './notice-of-case.ts';

const said = {
  name: 'Exampline',
  dosageForm: 'TABLET',
  strength: '10 mg',
  ndc: '99999-1234-5',
  lots: [{ lot: 'LOT1', expiry: '2028-12-31' }],
  serials: ['S1'],
};
const subject: NoticeSubject = {
  packs: [
    { serial: 'S1', lot: 'LOT1', exp: '281231' },
    { serial: 'S2', lot: 'LOT2', exp: '290200' },
  ],
  ndcs: ['9999912345'],
  isOpen: false,
};
const placesOf = (...asked: Parameters<typeof strangeInNotice>) => strangeInNotice(...asked).map(({ at }) => at);

describe('a notice', () => {
  test.each([
    ['that says what the case does', {}, []],
    ['with the NDC in eleven digits', { ndc: '99999-1234-05' }, []],
    ['of a lot whose day is the last of the month', { lots: [{ lot: 'LOT2', expiry: '2029-02-28' }] }, []],
    ['without serials', { serials: [] }, []],
    ['of another NDC', { ndc: '11111-2222-3' }, ['/product/ndc']],
    ['of a lot that no pack has', { lots: [{ lot: 'LOT3' }] }, ['/product/lots/0/lot']],
    ['of another expiry', { lots: [{ lot: 'LOT1', expiry: '2029-12-31' }] }, ['/product/lots/0/expiry']],
    ['of another serial', { serials: ['S1', 'S9'] }, ['/product/serials/1']],
  ])('%s is told so', (_, change, places) => expect(placesOf({ ...said, ...change }, subject)).toEqual(places));

  test('may name again what the one before it named', () => {
    const other = { ...said, ndc: '11111-2222-3', lots: [{ lot: 'LOT3' }], serials: ['S9'] };
    expect(placesOf(other, subject, other)).toEqual([]);
    expect(placesOf({ ...other, serials: ['S8'] }, subject, other)).toEqual(['/product/serials/0']);
  });

  test.each<[string, Partial<NoticeSubject>]>([
    ['no packs', { packs: [], ndcs: [] }],
    ['containers', { isOpen: true, ndcs: [] }],
  ])('is not held against what a case of %s does not know', (_, change) => {
    const other = { ...said, lots: [{ lot: 'LOT3' }], serials: ['S9'] };
    expect(placesOf(other, { ...subject, ...change })).toEqual([]);
  });

  test('is not held to the lot of packs whose lot nobody knows', () => {
    const packs = [{ serial: 'S1' }];
    expect(placesOf(said, { ...subject, packs })).toEqual([]);
  });
});

test('an NDC is the code of ten digits that it is made from, and that inside a GTIN', () => {
  expect(ndcCodes('99999-1234-05')).toEqual(ndcCodes('99999-1234-5'));
  expect(ndcCodes('1-2')).toEqual([]);
  expect(ndcCodesOfGtin('00312345678906', undefined)).toEqual(['1234567890']);
  const nationalNumbers = [{ type: 'ndc' as const, value: '99999-1234-5' }];
  expect(ndcCodesOfGtin('09521321543218', { nationalNumbers })).toEqual(['9999912345']);
  expect(ndcCodesOfGtin('09521321543218', undefined)).toEqual([]);
});
