import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyUrn, nearMiss } from '../../test/kit/arbitrary-key.ts';
import { isRefusal } from '../refusal.ts';
import { canonicalEpc } from './canonical-epc.ts';
import { companyPrefixTable } from './company-prefix-table.ts';
import { type Conversion, type ConvertOptions, convertIdentifier } from './convert-identifier.ts';
import type { Element } from './key-link.ts';
import { elementsOfPlain } from './plain-keys.ts';

function converted(identifier: string | readonly Element[], options?: ConvertOptions): Conversion {
  const conversion = convertIdentifier(identifier, options);
  if (isRefusal(conversion)) throw new Error(`${identifier}: ${conversion.detail}`);
  return conversion;
}

const companyPrefixes = ['9521321'];

describe('one identifier in all its forms', () => {
  const urn = 'urn:epc:id:sgtin:9521321.054321.SN%2F0042';
  const all = {
    urn,
    digitalLink: 'https://id.gs1.org/01/09521321543218/21/SN%2F0042',
    canonical: 'https://id.gs1.org/01/09521321543218/21/SN%2F0042',
    elements: [
      { ai: '01', value: '09521321543218' },
      { ai: '21', value: 'SN/0042' },
    ],
    plain: { gtin: '09521321543218', serial: 'SN/0042' },
    leftOut: { digitalLink: [], urn: [] },
  };

  test.each([
    ['a URN', urn],
    ['a link', 'https://packs.example/shop/gtin/9521321543218/ser/SN%2f0042'],
    ['text in brackets', '(01)09521321543218(21)SN/0042'],
    ['scanned data', ']d2010952132154321821SN/0042'],
    ['data with FNC1 first', '\x1d010952132154321821SN/0042'],
    ['data with FNC1 as a caret', '^010952132154321821SN/0042'],
    ['a link scanned from Data Matrix', ']d1https://packs.example/gtin/9521321543218/ser/SN%2f0042'],
    ['a link scanned from QR Code', ']Q1HTTPS://packs.example/gtin/9521321543218/ser/SN%2f0042'],
  ])('from %s', (_, text) => expect(converted(text, { companyPrefixes })).toEqual(all));

  test('from elements in any order, said twice or not', () => {
    expect(converted(all.elements.toReversed(), { companyPrefixes })).toEqual(all);
    expect(converted([...all.elements, ...all.elements], { companyPrefixes })).toEqual(all);
  });

  test('from plain values', () => {
    const elements = elementsOfPlain({ gtin: '9521321543218', serial: 'SN/0042' });
    if (isRefusal(elements)) throw new Error(elements.detail);
    expect(converted(elements, { companyPrefixes })).toEqual(all);
  });

  test('a pack with lot and expiry keeps both in the link, and in the URN what is most specific', () =>
    expect(converted('(01)09521321543218(17)280331(10)L1(21)7', { companyPrefixes })).toMatchObject({
      urn: 'urn:epc:id:sgtin:9521321.054321.7',
      digitalLink: 'https://id.gs1.org/01/09521321543218/10/L1/21/7?17=280331',
      canonical: 'https://id.gs1.org/01/09521321543218/21/7',
      plain: { gtin: '09521321543218', lot: 'L1', serial: '7' },
      leftOut: {
        digitalLink: [],
        urn: [
          { ai: '10', value: 'L1' },
          { ai: '17', value: '280331' },
        ],
      },
    }));

  test('what a link may not carry is left out of it and said', () => {
    const conversion = converted('(01)09521321543218(21)7(91)EE06(8200)https://a.example', { companyPrefixes });
    expect(conversion.digitalLink).toBe('https://id.gs1.org/01/09521321543218/21/7?91=EE06');
    expect(conversion.leftOut.digitalLink).toEqual([{ ai: '8200', value: 'https://a.example' }]);
    expect(conversion.elements).toContainEqual({ ai: '91', value: 'EE06' });
  });

  test.each([
    ['(401)9521321CONS(00)195213212345678904', '00/195213212345678904?401=9521321CONS'],
    ['(402)95213211234567896(00)195213212345678904', '00/195213212345678904?402=95213211234567896'],
    ['(01)09521321543218(21)7(414)9521321000179', '01/09521321543218/21/7?414=9521321000179'],
    ['(01)09521321543218(8013)1987654Ad4X4bL5ttr2310c2K', '01/09521321543218?8013=1987654Ad4X4bL5ttr2310c2K'],
    ['(01)09521321543218(10)L(235)T', '01/09521321543218/235/T?10=L'],
  ])('%s is about the first key by priority, the rest are its data', (text, path) =>
    expect(converted(text).digitalLink).toBe(`https://id.gs1.org/${path}`),
  );

  test('of qualifiers that exclude each other the link takes one and says so', () => {
    expect(converted('(01)09521321543218(21)7(235)T')).toMatchObject({
      digitalLink: 'https://id.gs1.org/01/09521321543218/21/7',
      leftOut: { digitalLink: [{ ai: '235', value: 'T' }] },
    });
    expect(converted('(414)9521321000179(7040)1ABC(254)A')).toMatchObject({
      digitalLink: 'https://id.gs1.org/414/9521321000179/254/A',
      leftOut: { digitalLink: [{ ai: '7040', value: '1ABC' }] },
    });
  });

  test('a link is written as asked', () => {
    const style = { stem: 'https://packs.example', aliases: true };
    expect(converted(urn, style).digitalLink).toBe('https://packs.example/gtin/09521321543218/ser/SN%2F0042');
    expect(converted('https://a.example/00/195213212345678904?linkType=all', style).digitalLink).toBe(
      'https://packs.example/sscc/195213212345678904?linkType=all',
    );
  });

  test('extension 0 is not written', () => {
    const place = { urn: 'urn:epc:id:sgln:9521321.00017.0', digitalLink: 'https://id.gs1.org/414/9521321000179' };
    expect(converted('https://a.example/414/9521321000179/254/0', { companyPrefixes })).toMatchObject(place);
    expect(converted('urn:epc:id:sgln:9521321.00017.0')).toMatchObject(place);
  });
});

describe('the company prefix', () => {
  const link = 'https://id.gs1.org/01/09521321543218/21/7';

  test('is that of a URN, whatever the table says', () =>
    expect(converted('urn:epc:id:sgtin:952132.0154321.7', { companyPrefixes }).urn).toBe(
      'urn:epc:id:sgtin:952132.0154321.7',
    ));

  test('comes from a table', () => {
    const table = companyPrefixTable(['952132', '9521321', '4012345']);
    if (isRefusal(table)) throw new Error(table.detail);
    expect(converted(link, { companyPrefixes: table }).urn).toBe('urn:epc:id:sgtin:9521321.054321.7');
  });

  test('is never guessed: the URN is refused with the reason, all other forms stand', () =>
    expect(converted(link)).toMatchObject({
      urn: { refused: 'not-found', rule: 'EPC TDS §7', remedy: expect.stringContaining('never guessed') },
      digitalLink: link,
    }));

  test.each([
    ['GTIN-8', 'https://a.example/01/95213217/21/7', 'GTIN-8 95213217 has no company prefix'],
    ['GMN', 'https://a.example/8013/1987654Ad4X4bL5ttr2310c2K', '(8013) has no EPC URN'],
    ['SRIN', 'https://a.example/8018/952132100000000120/8019/12', '(8018) with (8019) has no EPC URN'],
    ['payment slip', 'https://a.example/415/9521321000179/8020/INV7', '(415) with (8020) has no EPC URN'],
    ['product variant', 'https://a.example/01/09521321543218/22/V', '(01) with (22) has no EPC URN'],
    ['ITIP with lot', 'https://a.example/8006/095213215432180103/10/L', '(8006) with (10) has no EPC URN'],
  ])('a %s has none', (_, text, detail) =>
    expect(converted(text, { companyPrefixes: ['9521321', '000009', '1987654'] }).urn).toMatchObject({
      refused: 'unsupported',
      detail,
    }),
  );

  test('a key that is all prefix has no reference for a URN', () =>
    expect(converted('https://a.example/8004/9521321', { companyPrefixes }).urn).toMatchObject({
      refused: 'malformed',
    }));
});

describe('what breaks a rule is refused whole', () => {
  test.each([
    ['a wrong check digit in a link', 'https://a.example/01/09521321543217/21/7', { rule: 'GS1 GS §7.9' }],
    ['a wrong check digit in brackets', '(00)195213212345678903', {}],
    ['an unknown qualifier', 'https://a.example/01/09521321543218/99/7', {}],
    ['a pattern of many keys', 'urn:epc:idpat:sgtin:9521321.*.*', { rule: 'EPC TDS §8' }],
    ['a tag', 'urn:epc:tag:sgtin-96:3.9521321.054321.7', { refused: 'unsupported' }],
    ['a piece beyond the total', 'urn:epc:id:itip:9521321.054321.04.03.S1', {}],
    ['no identifier', 'what ever', { at: '0', remedy: expect.any(String) }],
    ['nothing', '', { at: '0' }],
    ['an element string without key', '(17)280331', { detail: 'there is no GS1 key' }],
    [
      'keys of different things',
      '(8017)952132100000000120(8018)952132100000000120',
      { detail: '(8017) and (8018) are keys of different things' },
    ],
    ['a payment slip without its number', '(415)9521321000179', { remedy: 'give (8020) too' }],
    ['another scanned text', ']d1what ever', {}],
  ])('%s', (_, text, refusal) =>
    expect(convertIdentifier(text)).toMatchObject({ refused: expect.any(String), ...refusal }),
  );

  test('elements say which of them is wrong', () => {
    const gtin = { ai: '01', value: '09521321543218' };
    expect(convertIdentifier([gtin, { ai: '21', value: 'A B' }])).toMatchObject({ at: '/1' });
    expect(convertIdentifier([gtin, { ai: '10', value: 'A' }, { ai: '10', value: 'B' }])).toMatchObject({
      at: '/2',
      detail: expect.stringContaining('different values'),
    });
    expect(convertIdentifier([])).toMatchObject({ refused: 'malformed' });
  });
});

describe('every key survives every form', () => {
  test('URN to link to elements to link to URN', () =>
    fc.assert(
      fc.property(anyUrn, ({ urn, companyPrefix }) => {
        const options = { companyPrefixes: [companyPrefix] };
        const fromUrn = converted(urn);
        const fromLink = converted(fromUrn.digitalLink, options);
        const fromElements = converted(fromLink.elements, options);
        expect(fromUrn.urn).toBe(urn);
        expect(fromLink).toEqual(fromUrn);
        expect(fromElements).toEqual(fromUrn);
        expect(fromUrn.canonical).toBe(canonicalEpc(urn));
      }),
      { numRuns: 1000 },
    ));

  test('aliases, another domain and plain values lead back', () =>
    fc.assert(
      fc.property(anyUrn, ({ urn, companyPrefix }) => {
        const options = { companyPrefixes: [companyPrefix] };
        const { digitalLink, plain } = converted(urn, { stem: 'http://packs.example:8080/a/b', aliases: true });
        expect(converted(digitalLink, options).urn).toBe(urn);
        const elements = elementsOfPlain(plain);
        if (isRefusal(elements)) throw new Error(elements.detail);
        expect(converted(elements, options).urn).toBe(urn);
      }),
    ));

  test('under another prefix a key gives another URN or none, never a fault', () =>
    fc.assert(
      fc.property(anyUrn, fc.integer({ min: 6, max: 12 }), ({ urn, companyPrefix }, length) => {
        const { digitalLink, elements } = converted(urn);
        const first = `${companyPrefix}${elements[0]?.value.slice(-6)}`.slice(0, length);
        const other = converted(digitalLink, { companyPrefixes: [first] }).urn;
        if (!isRefusal(other)) expect(canonicalEpc(other)).toBe(canonicalEpc(urn));
      }),
    ));

  test('one step away from a link nothing is mended: it is refused, or stands for what it says', () =>
    fc.assert(
      fc.property(
        anyUrn.chain(({ urn }) => nearMiss(canonicalEpc(urn))),
        (text) => {
          const conversion = convertIdentifier(text);
          if (isRefusal(conversion)) expect(conversion.detail).not.toBe('');
          else expect(converted(conversion.digitalLink).elements).toEqual(conversion.elements);
        },
      ),
      { numRuns: 2000 },
    ));

  test('no text makes it throw', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((tail) => `urn:epc:${tail}`),
          fc.webUrl(),
        ),
        (text) => {
          expect(typeof convertIdentifier(text)).toBe('object');
        },
      ),
    ));
});
