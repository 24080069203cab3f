import { describe, expect, test } from 'vitest';
import { cbvUrn } from '../vocabulary.ts';
import { rootNamespaces } from './write-root.ts';
import { targetOf } from './write-target.ts';
import { spelledWord } from './write-word.ts';

const target = (vocabulary: 'urn' | 'web-uri') =>
  targetOf(
    new Map([['ex', 'https://ns.example.org/']]),
    rootNamespaces('2.0', []),
    { version: '2.0', vocabulary },
    { depth: 0 },
  );

describe('a word of CBV', () => {
  test.each([
    ['bizStep', 'shipping', 'urn:epcglobal:cbv:bizstep:shipping', 'https://ref.gs1.org/cbv/BizStep-shipping'],
    ['disposition', 'active', 'urn:epcglobal:cbv:disp:active', 'https://ref.gs1.org/cbv/Disp-active'],
    ['bizTransactionType', 'po', 'urn:epcglobal:cbv:btt:po', 'https://ref.gs1.org/cbv/BTT-po'],
    ['sourceDestType', 'location', 'urn:epcglobal:cbv:sdt:location', 'https://ref.gs1.org/cbv/SDT-location'],
    [
      'errorReason',
      'incorrect_data',
      'urn:epcglobal:cbv:er:incorrect_data',
      'https://ref.gs1.org/cbv/ER-incorrect_data',
    ],
    ['component', 'x', 'https://ref.gs1.org/cbv/Comp-x', 'https://ref.gs1.org/cbv/Comp-x'],
    ['measurementType', 'Temperature', 'gs1:Temperature', 'gs1:Temperature'],
    ['sensorException', 'ALARM_CONDITION', 'gs1:ALARM_CONDITION', 'gs1:ALARM_CONDITION'],
  ] as const)('of %s: %s', (field, word, urn, webUri) => {
    expect(spelledWord(field, word, target('urn'))).toBe(urn);
    expect(spelledWord(field, word, target('web-uri'))).toBe(webUri);
  });

  test('is no word of another vocabulary', () => {
    expect(spelledWord('bizStep', 'active', target('urn'))).toBe('active');
    expect(cbvUrn('bizStep', 'active')).toBe('active');
    expect(cbvUrn('component', 'x')).toBe('x');
    expect(cbvUrn('disposition', 'active')).toBe('urn:epcglobal:cbv:disp:active');
  });

  test('of somebody’s own is written in full', () => {
    expect(spelledWord('disposition', 'ex:own', target('urn'))).toBe('https://ns.example.org/own');
    expect(spelledWord('measurementType', 'gs1:own', target('urn'))).toBe('gs1:own');
    expect(spelledWord('disposition', 'cbv:Disp-own', target('urn'))).toBe('https://ref.gs1.org/cbv/Disp-own');
  });
});
