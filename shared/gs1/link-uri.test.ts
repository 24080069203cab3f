import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLinkUri, writeLinkUri } from './link-uri.ts';

const gtin = { ai: '01', value: '09521321543218' };

describe('Digital Link URI', () => {
  test('is read with stem, qualifiers, data attributes and other parameters', () =>
    expect(
      readLinkUri('https://packs.example/shop/gtin/9521321543218/lot/L%2F1?17=280331&linkType=gs1%3Apip&8200x=1#top'),
    ).toEqual({
      stem: 'https://packs.example/shop',
      primary: gtin,
      qualifiers: [{ ai: '10', value: 'L/1' }],
      attributes: [{ ai: '17', value: '280331' }],
      parameters: [
        { name: 'linkType', value: 'gs1:pip' },
        { name: '8200x', value: '1' },
      ],
    }));

  test('semicolons part parameters as ampersands do, empty ones say nothing', () =>
    expect(readLinkUri('https://a.example/01/09521321543218?17=280331;11=260101&&flag')).toMatchObject({
      attributes: [
        { ai: '17', value: '280331' },
        { ai: '11', value: '260101' },
      ],
      parameters: [{ name: 'flag', value: '' }],
    }));

  test('internal data may stand in the query string', () =>
    expect(readLinkUri('https://a.example/01/09521321543218?90=A&99=B')).toMatchObject({
      attributes: [
        { ai: '90', value: 'A' },
        { ai: '99', value: 'B' },
      ],
    }));

  test('exp is the expiry where it holds a date, and what it was elsewhere', () => {
    expect(readLinkUri('https://a.example/verify/gtin/09521321543218/lot/L/ser/7?exp=280331&reqGLN=1')).toMatchObject({
      attributes: [{ ai: '17', value: '280331' }],
      parameters: [{ name: 'reqGLN', value: '1' }],
    });
    expect(readLinkUri('https://a.example/01/09521321543218?exp=1795383600')).toMatchObject({
      attributes: [],
      parameters: [{ name: 'exp', value: '1795383600' }],
    });
    expect(readLinkUri('https://a.example/01/09521321543218?exp=280331&17=280331')).toMatchObject({ at: '17' });
  });

  test('parameters beyond ASCII survive, as UTF-8', () => {
    const said = { primary: gtin, qualifiers: [], attributes: [], parameters: [{ name: 'größe', value: '5 €😀' }] };
    const text = String(writeLinkUri(said));
    expect(text).toBe('https://id.gs1.org/01/09521321543218?gr%C3%B6%C3%9Fe=5%20%E2%82%AC%F0%9F%98%80');
    expect(readLinkUri(text)).toEqual({ ...said, stem: 'https://id.gs1.org' });
    expect(writeLinkUri({ ...said, attributes: [{ ai: '10', value: '€' }] })).toMatchObject({ at: '10' });
    expect(writeLinkUri({ ...said, qualifiers: [{ ai: '10', value: '€' }] })).toHaveProperty('refused');
  });

  const link = {
    primary: gtin,
    qualifiers: [
      { ai: '21', value: 'S/1' },
      { ai: '10', value: 'L' },
    ],
    attributes: [{ ai: '17', value: '280331' }],
    parameters: [{ name: 'linkType', value: 'gs1:pip' }],
  };

  test('is written canonically, qualifiers in their order, everything percent-encoded', () =>
    expect(writeLinkUri(link)).toBe('https://id.gs1.org/01/09521321543218/10/L/21/S%2F1?17=280331&linkType=gs1%3Apip'));

  test('is written with a domain, a path and aliases when asked', () => {
    expect(writeLinkUri(link, { stem: 'https://packs.example/shop/', aliases: true })).toBe(
      'https://packs.example/shop/gtin/09521321543218/lot/L/ser/S%2F1?17=280331&linkType=gs1%3Apip',
    );
    expect(writeLinkUri({ primary: gtin, qualifiers: [{ ai: '235', value: 'T' }] }, { aliases: true })).toBe(
      'https://id.gs1.org/gtin/09521321543218/235/T',
    );
  });

  test.each([
    ['a wrong check digit', '01/09521321543217', { rule: 'GS1 GS §7.9' }],
    ['a date that cannot be', '01/09521321543218?17=280231', { at: '17' }],
    ['a serial in the query string', '01/09521321543218?21=7', { at: '21', remedy: expect.stringContaining('path') }],
    ['the number of a device in the query string', '01/09521321543218?8040=123456789012345', { at: '8040' }],
    ['an identifier that is none', '01/09521321543218?666=7', { at: '666' }],
    ['an attribute twice', '01/09521321543218?17=280331&17=280331', { remedy: 'write it once' }],
    ['a lot in path and query', '01/09521321543218/10/L?10=L', { at: '10', remedy: 'write it in the path alone' }],
    ['a bare plus sign', '01/09521321543218?10=A+B', { remedy: 'write %2B for a plus sign' }],
    ['a bad escape', '01/09521321543218?10=A%2', { refused: 'malformed' }],
    ['an empty value', '01/09521321543218?10=', { at: '10' }],
  ])('%s is refused', (_, path, refusal) =>
    expect(readLinkUri(`https://a.example/${path}`)).toMatchObject({ refused: 'malformed', ...refusal }),
  );

  test.each([
    ['a stem that is no web URI', { primary: gtin, qualifiers: [] }, { stem: 'packs.example' }],
    ['a stem with a query', { primary: gtin, qualifiers: [] }, { stem: 'https://packs.example/?a=1' }],
    ['a stem without host', { primary: gtin, qualifiers: [] }, { stem: 'https:///a' }],
    ['a key that is none', { primary: { ai: '17', value: '280331' }, qualifiers: [] }, {}],
    ['a foreign qualifier', { primary: gtin, qualifiers: [{ ai: '254', value: '1' }] }, {}],
    [
      'a qualifier twice',
      {
        primary: gtin,
        qualifiers: [
          { ai: '21', value: '1' },
          { ai: '21', value: '1' },
        ],
      },
      {},
    ],
    [
      'a serial beside TPX',
      {
        primary: gtin,
        qualifiers: [
          { ai: '21', value: '1' },
          { ai: '235', value: '1' },
        ],
      },
      {},
    ],
    ['a payment slip without number', { primary: { ai: '415', value: '9521321000179' }, qualifiers: [] }, {}],
    ['a wrong check digit', { primary: { ai: '01', value: '09521321543217' }, qualifiers: [] }, {}],
    ['a space in a serial', { primary: gtin, qualifiers: [{ ai: '21', value: 'A B' }] }, {}],
    ['a parameter of digits', { primary: gtin, qualifiers: [], parameters: [{ name: '17', value: '280331' }] }, {}],
    ['a serial as attribute', { primary: gtin, qualifiers: [], attributes: [{ ai: '21', value: '7' }] }, {}],
  ])('%s is not written', (_, wrong, style) =>
    expect(writeLinkUri(wrong, style)).toMatchObject({ refused: 'malformed', rule: expect.any(String) }),
  );

  const set82 = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);
  test('any serial, lot and parameter survives', () =>
    fc.assert(
      fc.property(
        set82,
        set82,
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.boolean(),
        (serial, lot, value, aliases) => {
          const said = {
            primary: gtin,
            qualifiers: [{ ai: '21', value: serial }],
            attributes: [{ ai: '10', value: lot }],
            parameters: [{ name: 'x', value }],
          };
          const text = writeLinkUri(said, { stem: 'https://packs.example/a', aliases });
          expect(text).toMatch(/^[A-Za-z0-9\-._~%/:?=&]+$/);
          expect(readLinkUri(String(text))).toEqual({ ...said, stem: 'https://packs.example/a' });
        },
      ),
    ));
});
