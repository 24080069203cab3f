import { describe, expect, test } from 'vitest';
import { bareWord, isStandardWord, standardSpelling, standardWords, webUri } from './vocabulary.ts';

describe('a word of CBV', () => {
  test.each([
    ['bizStep', 'urn:epcglobal:cbv:bizstep:shipping', 'shipping'],
    ['bizStep', 'https://ref.gs1.org/cbv/BizStep-shipping', 'shipping'],
    ['bizStep', 'cbv:BizStep-shipping', 'shipping'],
    ['bizStep', 'shipping', 'shipping'],
    ['disposition', 'urn:epcglobal:cbv:disp:in_transit', 'in_transit'],
    ['bizTransactionType', 'https://ref.gs1.org/cbv/BTT-po', 'po'],
    ['sourceDestType', 'urn:epcglobal:cbv:sdt:owning_party', 'owning_party'],
    ['errorReason', 'urn:epcglobal:cbv:er:did_not_occur', 'did_not_occur'],
    ['component', 'cbv:Comp-latitude', 'latitude'],
    ['measurementType', 'gs1:Temperature', 'Temperature'],
    ['measurementType', 'https://gs1.org/voc/Temperature', 'Temperature'],
    ['sensorException', 'https://ref.gs1.org/voc/ALARM_CONDITION', 'ALARM_CONDITION'],
  ] as const)('%s %s is %s', (field, sent, expected) => expect(bareWord(field, sent)).toBe(expected));

  test.each([
    ['bizStep', 'urn:epcglobal:cbv:bizstep:decomissioning'],
    ['bizStep', 'urn:epcglobal:cbv:disp:active'],
    ['bizStep', 'https://example.org/steps/shipping'],
    ['measurementType', 'gs1:MT-Speed'],
  ] as const)('%s %s is none and stays as it is', (field, sent) => expect(bareWord(field, sent)).toBe(sent));

  test('a word of one vocabulary is none of another', () => {
    expect(isStandardWord('bizStep', 'active')).toBe(false);
    expect(isStandardWord('disposition', 'active')).toBe(true);
  });

  test.each([
    ['disposition', 'active', 'https://ref.gs1.org/cbv/Disp-active'],
    ['bizStep', 'urn:epcglobal:cbv:bizstep:packing', 'https://ref.gs1.org/cbv/BizStep-packing'],
    ['measurementType', 'Speed', 'https://ref.gs1.org/voc/Speed'],
    ['measurementType', 'gs1:MT-Speed', 'https://ref.gs1.org/voc/MT-Speed'],
    ['bizStep', 'ex:own', 'ex:own'],
  ] as const)('%s %s has the web URI %s', (field, sent, expected) => expect(webUri(field, sent)).toBe(expected));
});

describe('a value in the standard’s namespaces', () => {
  test.each([
    ['urn:epcglobal:cbv:bizstep:comissioning', ['bizStep'], 'comissioning'],
    ['URN:EPCglobal:CBV:BizStep:shipping', ['bizStep'], 'shipping'],
    ['https://ref.gs1.org/cbv/Disp-foo', ['disposition'], 'foo'],
    ['cbv:BTT-po', ['bizTransactionType'], 'po'],
    ['gs1:MT-Speed', ['measurementType', 'sensorException'], 'MT-Speed'],
    ['https://gs1.org/voc/ALARM', ['measurementType', 'sensorException'], 'ALARM'],
    ['urn:epcglobal:cbv:steps:shipping', [], 'steps:shipping'],
    ['https://ref.gs1.org/cbv/shipping', [], 'shipping'],
  ])('%s', (value, fields, word) => expect(standardSpelling(value)).toEqual({ fields, word }));

  test.each(['shipping', 'https://example.org/cbv/BizStep-shipping', 'urn:epcglobal:fmcg:btt:po', ''])(
    '%j is none of them',
    (value) => expect(standardSpelling(value)).toBeUndefined(),
  );
});

test('every vocabulary has as many words as CBV 2.0 gives it', () => {
  const sizes = (['bizStep', 'disposition', 'bizTransactionType', 'measurementType'] as const).map(
    (field) => standardWords(field).size,
  );
  expect(sizes).toEqual([41, 33, 13, 72]);
});
