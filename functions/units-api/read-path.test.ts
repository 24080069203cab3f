import { describe, expect, test } from 'vitest';
import { readPath } from './read-path.ts';

const unit = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const urn = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;

describe('the path of a unit', () => {
  test.each([
    [unit('A'), unit('A'), 'unit'],
    [`${unit('A')}/history`, unit('A'), 'history'],
    [`${urn('A')}/parents`, unit('A'), 'parents'],
    [`${encodeURIComponent(urn('A'))}/contents`, unit('A'), 'contents'],
    ['https://id.gs1.org/00/195213210000000015/contents', 'https://id.gs1.org/00/195213210000000015', 'contents'],
    ['urn:epc:id:grai:9521321.00001.1/parents', 'https://id.gs1.org/8003/095213210000181', 'parents'],
    ['https://example.org/thing/history', 'https://example.org/thing', 'history'],
  ])('%s is the %s of it', (path, epc, view) => {
    expect(readPath(path)).toEqual({ epc, view });
  });

  test.each(['history', 'parents', 'contents'])('keeps a serial that reads %s', (serial) => {
    for (const path of [unit(serial), urn(serial), encodeURIComponent(unit(serial)), encodeURIComponent(urn(serial))])
      expect(readPath(path)).toEqual({ epc: unit(serial), view: 'unit' });
    expect(readPath(`${unit(serial)}/history`)).toEqual({ epc: unit(serial), view: 'history' });
    expect(readPath(`${urn(serial)}/${serial}`)).toEqual({ epc: unit(serial), view: serial });
  });

  test('keeps a foreign name that ends like a view when it is encoded', () =>
    expect(readPath('https%3A%2F%2Fexample.org%2Fhistory')).toEqual({
      epc: 'https://example.org/history',
      view: 'unit',
    }));

  test('is taken as it is when nothing before the view names a thing', () =>
    expect(readPath('nothing/history')).toEqual({ epc: 'nothing/history', view: 'unit' }));
});
