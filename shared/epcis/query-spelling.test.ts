import { describe, expect, test } from 'vitest';
import { spelledWords, withoutCuries } from './query-spelling.ts';
import { bareWord, cbvUrn, webUri } from './vocabulary.ts';

describe('the CBV words of a query', () => {
  test('stand in values, and at the end of some names', () => {
    const params = { EQ_bizStep: ['shipping'], EQ_destination_owning_party: ['x'], EQ_action: ['ADD'] };
    expect(Object.fromEntries(spelledWords(params, cbvUrn))).toEqual({
      EQ_bizStep: ['urn:epcglobal:cbv:bizstep:shipping'],
      'EQ_destination_urn:epcglobal:cbv:sdt:owning_party': ['x'],
      EQ_action: ['ADD'],
    });
    expect(Object.fromEntries(spelledWords(params, webUri))).toMatchObject({
      EQ_bizStep: ['https://ref.gs1.org/cbv/BizStep-shipping'],
    });
  });

  test('are found again', () => {
    const params = {
      EQ_disposition: ['active', 'urn:example:own'],
      EQ_persistentDisposition_set: ['recalled'],
      EQ_bizTransaction_po: ['x'],
    };
    const urns = Object.fromEntries(spelledWords(params, cbvUrn));
    expect(urns).not.toEqual(params);
    expect(Object.fromEntries(spelledWords(urns, bareWord))).toEqual(params);
  });

  test('of another field are left alone, and so is what is no text', () => {
    const params = { EQ_readPoint: ['shipping'], EQ_bizStep: true, EQ_disposition: ['shipping'] };
    expect(Object.fromEntries(spelledWords(params, cbvUrn))).toEqual(params);
  });
});

describe('without CURIEs', () => {
  const definitions = new Map<string, string>([
    ['ex', 'https://ns.example.org/epcis/'],
    ['own_ns', 'https://ns.example.org/own'],
    ['ns', 'urn:example:ns'],
  ]);

  test.each([
    ['EQ_ex:size', 'EQ_https://ns.example.org/epcis/#size'],
    ['GE_INNER_ILMD_ex:size', 'GE_INNER_ILMD_https://ns.example.org/epcis/#size'],
    ['EQ_own_ns:size', 'EQ_https://ns.example.org/own#size'],
    ['EQ_ILMD_ns:size', 'EQ_ILMD_urn:example:ns#size'],
    ['EQ_ILMD_cbvmda:lotNumber', 'EQ_ILMD_urn:epcglobal:cbv:mda#lotNumber'],
    ['EQ_bizTransaction_ex:kind', 'EQ_bizTransaction_https://ns.example.org/epcis/kind'],
    ['EQ_unknown:size', 'EQ_unknown:size'],
    ['EQ_https://ns.example.org/epcis/#size', 'EQ_https://ns.example.org/epcis/#size'],
    ['EQ_ex://size', 'EQ_ex://size'],
    ['ex:size', 'ex:size'],
    ['eventType', 'eventType'],
  ])('%s is %s', (name, full) => {
    expect(withoutCuries({ [name]: 'x' }, definitions)).toEqual([[full, 'x']]);
  });

  test('values have the namespace in the place of the prefix, and a field to order by is a name', () => {
    expect(
      Object.fromEntries(
        withoutCuries({ EQ_bizStep: ['ex:own', 'shipping'], orderBy: 'ex:size', GE_x: 3 }, definitions),
      ),
    ).toEqual({
      EQ_bizStep: ['https://ns.example.org/epcis/own', 'shipping'],
      orderBy: 'https://ns.example.org/epcis/#size',
      GE_x: 3,
    });
  });
});
