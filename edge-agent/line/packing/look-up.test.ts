import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { GTIN } from '../../testing/packing-bench.ts';
import { childOf } from './look-up.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const GS = '\x1d';
const serial = 'A1B2C3D4E5F60';
const key = 'EE99';
const crypto = 'Q1JZUFRPQ09ERUNSWVBUT0NPREVDUllQVE9DT0RFMDE=';

/** What the line, its alarms and its audit call something that was scanned. */
const called = (scan: string) => childOf(stores, scan);

describe('a code with an operator’s key and crypto code, of which nothing is known here,', () => {
  test('is called by its serial', () =>
    expect(called(`]d201${GTIN}21${serial}${GS}91${key}${GS}92${crypto}`)).toMatchObject({
      is: 'unknown',
      name: serial,
    }));

  test.each([
    ['does not say of what symbology it is', `01${GTIN}21${serial}${GS}91${key}${GS}92${crypto}`],
    ['begins with a separator', `${GS}01${GTIN}21${serial}${GS}91${key}${GS}92${crypto}`],
    ['has lost its separators', `]d201${GTIN}21${serial}91${key}92${crypto}`],
    ['has a wrong check digit', `]d2010952123400001421${serial}${GS}91${key}${GS}92${crypto}`],
    ['holds the crypto code alone', `]d2${GS}92${crypto}`],
  ])('tells nothing of the crypto code where it %s', (_, scan) => {
    const { name, why = '' } = called(scan);
    for (const text of [name, why]) expect(text).not.toContain(crypto.slice(0, 4));
  });
});
