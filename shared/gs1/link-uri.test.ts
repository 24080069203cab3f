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
    ['internal data in the query string', '01/09521321543218?91=7', { at: '91' }],
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
      fc.property(set82, set82, fc.stringMatching(/^[ -~]{0,30}$/), fc.boolean(), (serial, lot, value, aliases) => {
        const said = {
          primary: gtin,
          qualifiers: [{ ai: '21', value: serial }],
          attributes: [{ ai: '10', value: lot }],
          parameters: [{ name: 'x', value }],
        };
        const text = writeLinkUri(said, { stem: 'https://packs.example/a', aliases });
        expect(text).toMatch(/^[A-Za-z0-9\-._~%/:?=&]+$/);
        expect(readLinkUri(String(text))).toEqual({ ...said, stem: 'https://packs.example/a' });
      }),
    ));
});
