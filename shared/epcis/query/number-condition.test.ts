import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyDecimal } from '../../../test/kit/arbitrary-number.ts';
import { anObjectEvent, matches } from '../../../test/kit/epcis-queries.ts';
import { exactNumber, literalOf } from '../../wire/exact-number.ts';
import type { Json, JsonObject } from '../../wire/json.ts';
import { digitsOf } from './asked.ts';
import { compareDecimals } from './compare-decimals.ts';

const reports = (...sensorReport: JsonObject[]) => anObjectEvent({ sensorElementList: [{ sensorReport }] });

describe('quantities', () => {
  const event = anObjectEvent({
    quantityList: [{ epcClass: 'urn:example:a', quantity: 12 }, { epcClass: 'urn:example:b' }],
    outputQuantityList: [{ epcClass: 'urn:example:c', quantity: exactNumber('2.50'), uom: 'KGM' }],
  });

  test.each<[string, Json, boolean]>([
    ['EQ_quantity', 12, true],
    ['EQ_quantity', '12.0', true],
    ['EQ_quantity', '2.5', true],
    ['EQ_quantity', 13, false],
    ['GT_quantity', 12, false],
    ['GE_quantity', 12, true],
    ['LT_quantity', 2.5, false],
    ['LE_quantity', 2.5, true],
    ['EQ_quantity_KGM', 2.5, true],
    ['EQ_quantity_GRM', '2500', true],
    ['GE_quantity_GRM', 2500, true],
    ['GT_quantity_GRM', 2500, false],
    ['LT_quantity_TNE', 1, true],
    // A count is in no unit, and litres are no mass.
    ['GE_quantity_KGM', 12, false],
    ['GE_quantity_LTR', 0, false],
  ])('%s %s: %s', (name, value, fits) => {
    const asked = typeof value === 'string' ? value : Number(value);
    expect(matches({ [name]: asked }, event)).toBe(fits);
    expect(matches({ [name]: asked }, anObjectEvent())).toBe(false);
  });

  test('any of a list is enough, in the unit itself and in others', () => {
    expect(matches({ EQ_quantity: ['1', '12'] }, event)).toBe(true);
    expect(matches({ EQ_quantity_GRM: ['3', '9999', '2500', '1'] }, event)).toBe(true);
    expect(matches({ EQ_quantity_GRM: ['3', '9999', '2501', '1'] }, event)).toBe(false);
  });

  test('each bound is met by itself, be it by two elements', () => {
    expect(matches({ GE_quantity: 12, LT_quantity: 3 }, event)).toBe(true);
  });

  test('digits beyond those of a binary number count', () => {
    const many = anObjectEvent({
      quantityList: [{ epcClass: 'urn:example:a', quantity: exactNumber('12345678901234567891') }],
    });
    expect(matches({ EQ_quantity: '12345678901234567890' }, many)).toBe(false);
    expect(matches({ GT_quantity: '12345678901234567890' }, many)).toBe(true);
    expect(matches({ EQ_quantity: exactNumber('12345678901234567891.0') }, many)).toBe(true);
  });
});

describe('measured values', () => {
  test.each<[string, number, JsonObject, boolean]>([
    ['EQ_value_KEL', 275.35, { type: 'Temperature', value: exactNumber('2.2'), uom: 'CEL' }, true],
    ['EQ_value_FAH', 46.4, { type: 'Temperature', value: 8, uom: 'CEL' }, true],
    ['GE_value_FAH', 46.4, { type: 'Temperature', value: 8, uom: 'CEL' }, true],
    ['GT_value_FAH', 46.4, { type: 'Temperature', value: 8, uom: 'CEL' }, false],
    ['LT_value_CEL', 8, { type: 'Temperature', value: 281.15, uom: 'KEL' }, false],
    ['LE_value_CEL', 8, { type: 'Temperature', value: 281.15, uom: 'KEL' }, true],
    ['GT_minValue_CEL', 2, { type: 'Temperature', minValue: 276, uom: 'KEL' }, true],
    ['LE_maxValue_HUR', 1, { type: 'Time', maxValue: 61, uom: 'MIN' }, false],
    ['GE_meanValue_BAR', 1, { type: 'Pressure', meanValue: 1013.25, uom: 'MBR' }, true],
    ['LT_percValue_MTR', 1, { type: 'Length', percValue: 99, uom: 'CMT' }, true],
    ['GE_value_A99', 8, { type: 'MemoryCapacity', value: 1, uom: 'AD' }, true],
    // Ten percent are no count of 0.1.
    ['EQ_value_C62', 0.1, { type: 'RelativeHumidity', value: 10, uom: 'P1' }, false],
    // Units that no table knows are equal to themselves.
    ['EQ_value_ZZ9', 4, { type: 'Count', value: 4, uom: 'ZZ9' }, true],
    ['EQ_value_ZZ8', 4, { type: 'Count', value: 4, uom: 'ZZ9' }, false],
    ['EQ_value_CEL', 4, { type: 'Temperature', value: 4 }, false],
    ['GE_percRank', 90, { type: 'Temperature', percRank: 95 }, true],
    ['LE_percRank', 90, { type: 'Temperature', percRank: 95 }, false],
    ['GE_value_CEL', 0, { type: 'Temperature', maxValue: 4, uom: 'CEL' }, false],
  ])('%s %s of %o: %s', (name, value, report, fits) => {
    expect(matches({ [name]: value }, reports({ type: 'Count' }, report))).toBe(fits);
  });

  test('a deviation has no zero of its own: two degrees are two kelvins', () => {
    const event = reports({ type: 'Temperature', sDev: 2, uom: 'CEL' });
    expect(matches({ LE_sDev_KEL: 2, GE_sDev_KEL: 2 }, event)).toBe(true);
    expect(matches({ GE_sDev_FAH: 3.6, LE_sDev_FAH: 3.6 }, event)).toBe(true);
  });
});

test('numbers compare as their digits say', () =>
  fc.assert(
    fc.property(anyDecimal, anyDecimal, (a, b) => {
      const [x = '', y = ''] = [digitsOf(a), digitsOf(b)];
      const sign = Math.sign(compareDecimals(x, y));
      expect(sign + Math.sign(compareDecimals(y, x))).toBe(0);
      const [near, far] = [Number(literalOf(a)), Number(literalOf(b))];
      if (near !== far) expect(sign).toBe(Math.sign(near - far));
      expect(compareDecimals(x, x)).toBe(0);
    }),
  ));
