import { describe, expect, test } from 'vitest';
import { applicationIdentifiers, valueProblem } from './application-identifiers.ts';
import { valueRules } from './value-rules.ts';

// One line a break: rule, identifier, value that holds, value that does not, offset of the break.
const breaks: readonly (readonly [rule: string, ai: string, good: string, bad: string, offset: number])[] = [
  ['check', '01', '09521321543218', '09521321543217', 13],
  ['check', '253', '9521321001237DOC-1', '9521321001230DOC-1', 12],
  ['check', '8003', '09521321000452XY', '09521321000450XY', 13],
  ['check', '8006', '095213215432180102', '095213215432100102', 13],
  ['check-characters', '8013', '1987654Ad4X4bL5ttr2310c2K', '1987654Ad4X4bL5ttr2310d2K', 23],
  ['date', '7003', '2803311200', '2804311200', 4],
  ['date', '7007', '280101280131', '280101280132', 10],
  ['month-or-date', '17', '280300', '281300', 2],
  ['month-or-date', '4324', '2803001200', '2803321200', 4],
  ['long-date', '7250', '19840229', '19830229', 6],
  ['hour', '8008', '28033123', '28033124', 6],
  ['minute', '8008', '2803312359', '2803312360', 8],
  ['second', '8008', '280331235959', '280331235960', 10],
  ['time', '7011', '2803312359', '2803312400', 6],
  ['time', '7251', '198402292359', '198402292360', 10],
  ['country', '422', '528', '529', 0],
  ['country', '423', '528056276', '528057276', 3],
  ['country', '421', '5281234AB', '0001234AB', 0],
  ['country-or-999', '7030', '999PLANT', '998PLANT', 0],
  ['country-letters', '4307', 'NL', 'XX', 0],
  ['currency', '3912', '97812345', '00112345', 0],
  ['package-type', '7041', 'PX', 'P0', 0],
  ['media-type', '7241', '10', '11', 0],
  ['sex', '7252', '9', '3', 0],
  ['yes-or-no', '4321', '1', '2', 0],
  ['winding', '8001', '12340056707801', '12340056707821', 12],
  ['zero', '8003', '09521321000452', '19521321000452', 0],
  ['minus', '4331', '001850-', '001850+', 6],
  ['importer-index', '7040', '1ABZ', '1AB?', 3],
  ['latitude', '4309', '18000000003600000000', '18000000013600000000', 0],
  ['longitude', '4309', '00000000003600000000', '00000000003600000001', 10],
  ['non-zero', '8001', '00010000100190', '00010000000190', 4],
  ['no-leading-zero', '8011', '0', '01', 0],
  ['piece-of-total', '8006', '095213215432180102', '095213215432180302', 14],
  ['piece-of-total', '8026', '095213215432189999', '095213215432180001', 14],
  ['birth-sequence', '7258', '1/2', '3/2', 0],
  ['birth-sequence', '7258', '9/9', '1-2', 0],
  ['percent-encoded', '4300', 'Caf%C3%A9+Sons', 'Caf%C3%Z9', 6],
  ['percent-encoded', '4301', '100%25', '100%', 3],
  ['base64', '8030', 'ABCD-_12QQ==', 'ABCD-_12Q===', 9],
  ['base64', '8030', 'QUJD', 'QU=D', 2],
  ['iban', '8007', 'DE89370400440532013000', 'DE88370400440532013000', 2],
  ['iban', '8007', 'NL91ABNA0417164300', 'XX91ABNA0417164300', 0],
  ['iban', '8007', 'NL91ABNA0417164300', 'NL91', 4],
  ['some-non-digit', '8014', '1987654Ad4X4bL5ttr2310c2K', '952132111972', 4],
  ['coupon', '8110', '1952132165432131001501239' + '0210', '195213216543213100150123' + '90219', 28],
  ['positive-offer', '8112', '0195213216543210123456', '3195213216543210123456', 0],
];

describe('rules on values', () => {
  test.each(breaks)('%s of (%s) holds for %j and not for %j', (_, ai, good, bad, offset) => {
    expect(valueProblem(ai, good)).toBeUndefined();
    expect(valueProblem(ai, bad)).toMatchObject({ offset });
  });

  test('are all broken here once', () =>
    expect(Object.keys(valueRules).filter((name) => !breaks.some(([rule]) => rule === name))).toEqual([]));

  test('are all asked for by an identifier', () => {
    const asked = applicationIdentifiers.map(({ format }) => format.notation).join('+');
    expect(Object.keys(valueRules).filter((name) => !new RegExp(`:${name}(?![a-z-])`).test(asked))).toEqual([]);
  });
});
