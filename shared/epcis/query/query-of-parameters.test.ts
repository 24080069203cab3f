import { expect, test } from 'vitest';
import { queryOfParameters } from './query-of-parameters.ts';

const context = { ex: 'https://ns.example.org/epcis/' };
const of = (params: Record<string, string>) => queryOfParameters(new Map(Object.entries(params)), context);

test('lists are split at bars, and nothing else is', () => {
  expect(
    of({
      MATCH_epc: 'urn:x:1|urn:x:2',
      EQ_bizStep: 'urn:epcglobal:cbv:bizstep:shipping|packing',
      EQ_quantity_KGM: '1|2.5',
      'EQ_ILMD_ex:f': 'a,b|c',
      'GE_ex:f': '1|2',
      EQ_source_owning_party: 'urn:x:1',
      GE_eventTime: '2026-03-01T09:00:00Z',
      EQ_stringValue: 'x',
      orderBy: 'ex:f',
      unheard: 'a|b',
    }),
  ).toEqual({
    queryName: 'SimpleEventQuery',
    context,
    params: {
      MATCH_epc: ['urn:x:1', 'urn:x:2'],
      EQ_bizStep: ['shipping', 'packing'],
      EQ_quantity_KGM: ['1', '2.5'],
      'EQ_ILMD_ex:f': ['a,b', 'c'],
      'GE_ex:f': '1|2',
      EQ_source_owning_party: ['urn:x:1'],
      GE_eventTime: '2026-03-01T09:00:00Z',
      EQ_stringValue: ['x'],
      orderBy: 'ex:f',
      unheard: 'a|b',
    },
  });
});

test.each(['shipping||packing', '', '|shipping', 'shipping|'])('an empty member of a list is refused: %o', (text) => {
  expect(of({ EQ_bizStep: text })).toMatchObject({ refused: 'bad-parameter', at: 'EQ_bizStep' });
});

test('two names that mean one parameter are refused', () => {
  expect(
    of({ EQ_bizTransaction_po: 'urn:x:1', 'EQ_bizTransaction_urn:epcglobal:cbv:btt:po': 'urn:x:2' }),
  ).toMatchObject({
    refused: 'bad-parameter',
  });
});
