import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTemplate, readTemplate } from '#shared/line/template.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { ItemLabel } from '../device.ts';
import { fillLabelTemplate, readLabelTemplate } from './label-template.ts';

const label: ItemLabel = {
  elements: [
    { ai: '01', value: '09506000134352' },
    { ai: '10', value: 'LOT1' },
    { ai: '21', value: 'S=1' },
  ],
  text: ['EXP 2027-12', 'second'],
};

const filled = (text: string, fnc1?: string) => {
  const template = readLabelTemplate(text);
  return isRefusal(template) ? template : fillLabelTemplate(template, label, fnc1);
};

describe('a template', () => {
  test.each([
    ['{21}', 'S=1'],
    ['SN {21} of {10}', 'SN S=1 of LOT1'],
    ['{{{21}}}', '{S=1}'],
    ['{{21}}', '{21}'],
    ['{text1}/{text2}', 'EXP 2027-12/second'],
    ['{code}', '010950600013435210LOT1\x1d21S=1'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  test('writes FNC1 as the device wants it', () => {
    expect(filled('{code}', '~1')).toBe('010950600013435210LOT1~121S=1');
  });

  test.each([
    ['{serial}', undefined],
    ['{}', undefined],
    ['{text0}', undefined],
    ['{00', '0'],
    ['21}', '2'],
    ['{9999}', undefined],
  ])('%j cannot be read', (text, at) => {
    const refusal = readLabelTemplate(text);

    expect(refusal).toMatchObject({ refused: 'malformed', ...(at === undefined ? {} : { at }) });
  });

  test.each([
    ['{17}', undefined],
    ['{text3}', undefined],
    ['{code}', '1'],
  ])('%j with FNC1 as %j cannot be filled from this label', (text, fnc1) => {
    expect(filled(text, fnc1)).toMatchObject({ refused: 'malformed' });
  });

  test('gives back any text whose braces were doubled', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const template = readTemplate(text.replaceAll('{', '{{').replaceAll('}', '}}'));
        expect(isRefusal(template) || fillTemplate(template, () => '?')).toBe(text);
      }),
    );
  });

  test('puts values where they belong, whatever braces they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[{}a]*$/)), (values) => {
        const template = readTemplate(values.map((_, index) => `{${index}}`).join('|'));
        expect(isRefusal(template) || fillTemplate(template, (place) => values[Number(place)] ?? '')).toBe(
          values.join('|'),
        );
      }),
    );
  });
});
