import { describe, expect, test } from 'vitest';
import type { QueryMessage } from './query-message.ts';
import { spellQuery } from './spell-query.ts';

const link = 'https://id.gs1.org/01/09521321543218/21/A1';
const urn = 'urn:epc:id:sgtin:9521321.054321.A1';
const query = (params: QueryMessage['params']): QueryMessage => ({ queryName: 'SimpleEventQuery', params });

describe('the identifiers of a query', () => {
  const asUrns = spellQuery({ form: 'urn', companyPrefixes: ['9521321'] });

  test.each([
    'MATCH_epc',
    'MATCH_anyEPCClass',
    'EQ_readPoint',
    'WD_bizLocation',
    'EQ_bizTransaction_po',
    'EQ_source_owning_party',
    'EQ_name',
  ])('are spelled as asked in %s', (name) => {
    expect(asUrns(query({ [name]: [link, 'urn:example:own'] })).query.params).toEqual({
      [name]: [urn, 'urn:example:own'],
    });
    expect(asUrns(query({ [name]: link })).query.params).toEqual({ [name]: urn });
  });

  test.each(['eventType', 'EQ_stringValue', 'EQ_readPoint_ex:field', 'EQ_ex:MATCH_epc', 'EQ_eventID'])(
    'do not stand in %s',
    (name) => {
      expect(asUrns(query({ [name]: [link] })).query.params).toEqual({ [name]: [link] });
    },
  );

  test('become links the other way, and stay as they are when nothing is asked', () => {
    const { query: spelled } = spellQuery({ form: 'digital-link', companyPrefixes: [] })(query({ MATCH_epc: [urn] }));
    expect(spelled.params).toEqual({ MATCH_epc: [link] });
    expect(spellQuery({ form: 'as-sent', companyPrefixes: [] })(query({ MATCH_epc: [urn] })).query.params).toEqual({
      MATCH_epc: [urn],
    });
  });

  test('that cannot be spelled so are told, each once', () => {
    const { query: spelled, untranslated } = spellQuery({ form: 'urn', companyPrefixes: [] })(
      query({ MATCH_epc: [link, link], GE_quantity: 2 }),
    );
    expect(spelled.params).toEqual({ MATCH_epc: [link, link], GE_quantity: 2 });
    expect(untranslated).toEqual([link]);
  });
});
