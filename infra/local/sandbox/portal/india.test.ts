import { beforeEach, describe, expect, test } from 'vitest';
import { newIndia } from './india.ts';
import type { Portal } from './problem.ts';

const gln = '9521321000018';
const gtin = '09521321543218';
const [box, pallet] = ['095213210000000014', '095213210000000021'];

let portal: Portal;
beforeEach(() => {
  portal = newIndia({ glns: new Set([gln]), gtins: new Set([gtin]), parties: new Set() });
});
const upload = (level: string, inside: string, batch = '<Batch number="L1" expiry="2028-12-31"/>') =>
  `<?xml version="1.0"?><ParentChildData level="${level}"><Manufacturer gln="${gln}" name="Acme"/><Product gtin="${gtin}" name="A"/>${batch}${inside}</ParentChildData>`;
const pack = (serial: string) => `<Pack gtin="${gtin}" serial="${serial}"/>`;
const serialIn = (serial: string) => `<Child gtin="${gtin}" serial="${serial}"/>`;
const parent = (sscc: string | undefined, ...children: string[]) =>
  `<Parent sscc="${sscc}">${children.join('')}</Parent>`;
function told(file: string): string {
  const { rows, problems } = portal.judge(file, 0);
  const [first] = problems;
  return first === undefined ? `accepted ${rows}` : `${first.row ?? 'file'} ${first.code}`;
}

describe('iVEDA', () => {
  test('takes packs, then what they are in, and knows what is in what', () => {
    expect(told(upload('primary', pack('A') + pack('B')))).toBe('accepted 2');
    expect(told(upload('secondary', parent(box, serialIn('A'), serialIn('B'))))).toBe('accepted 1');
    expect(told(upload('tertiary', parent(pallet, `<Child sscc="${box}"/>`)))).toBe('accepted 1');
    expect([portal.unit(`${gtin}.A`), portal.unit(box ?? ''), portal.unit(pallet ?? '')]).toEqual([
      { level: 'primary', parent: box },
      { level: 'secondary', parent: pallet },
      { level: 'tertiary' },
    ]);
  });

  test.each([
    ['file FORM', 'no xml'],
    ['file FORM', upload('quaternary', pack('B'))],
    ['file FORM', upload('primary', '')],
    ['file FORM', upload('primary', pack('B'), '<Batch number="L1"/>')],
    ['file UNKNOWN_GLN', upload('primary', pack('B')).replace(gln, '9521321000025')],
    [
      'file UNKNOWN_GTIN',
      upload('primary', pack('B')).replace(`<Product gtin="${gtin}"`, '<Product gtin="09521321543225"'),
    ],
    ['file EXPIRY_DIFFERS', upload('primary', pack('B'), '<Batch number="L1" expiry="2028-12-30"/>')],
    ['2 SERIAL_USED', upload('primary', pack('B') + pack('A'))],
    ['2 SERIAL_USED', upload('primary', pack('B') + pack('B'))],
    ['2 FORM', upload('primary', pack('B') + pack('b-1'))],
    ['2 FORM', upload('primary', pack('B') + pack('C').replace(gtin, '09521321543225'))],
    ['1 CHILD_UNKNOWN', upload('secondary', parent(box, serialIn('B')))],
    ['1 CHILD_UNKNOWN', upload('secondary', parent(box, `<Child sscc="${box}"/>`))],
    ['1 EMPTY_PARENT', upload('secondary', parent(box))],
    ['2 HAS_PARENT', upload('secondary', parent(box, serialIn('A')) + parent(pallet, serialIn('A')))],
  ])('fails an upload as a whole: %s', (expected, file) => {
    told(upload('primary', pack('A')));
    expect(told(file)).toBe(expected);
    expect([portal.unit(`${gtin}.B`), portal.unit(box ?? '')]).toEqual([undefined, undefined]);
  });

  test('has a parent follow its children in one file, too', () => {
    told(upload('primary', pack('A')));
    const nested = `<Child sscc="${box}"/>`;
    expect(told(upload('tertiary', parent(pallet, nested) + parent(box, serialIn('A'))))).toBe('1 CHILD_UNKNOWN');
    expect(told(upload('tertiary', parent(box, serialIn('A')) + parent(pallet, nested)))).toBe('accepted 2');
  });

  test('takes no document type: entities could grow', () =>
    expect(told(`<!DOCTYPE a [<!ENTITY b "b">]>${upload('primary', pack('A')).slice(21)}`)).toBe('file FORM'));
});
