import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { parseExactJson } from '../wire/parse-json.ts';
import { queryLimits } from './query-message.ts';
import { readMessage } from './read-message.ts';

const read = (tree: unknown) => readMessage(typeof tree === 'string' ? tree : JSON.stringify(tree));

function query(tree: unknown) {
  const message = read(tree);
  if (isRefusal(message)) throw new Error(`${message.detail} at ${message.at}`);
  if (message.is !== 'query') throw new Error(message.is);
  return message.query;
}

function refusal(tree: unknown) {
  const message = read(tree);
  if (isRefusal(message)) return message;
  throw new Error('it was read');
}

describe('a query in JSON', () => {
  test('is the body of POST /queries', () => {
    expect(query({ name: 'late', query: { EQ_bizStep: ['shipping'], GE_quantity: 3 } })).toEqual({
      queryName: 'late',
      params: { EQ_bizStep: ['shipping'], GE_quantity: 3 },
    });
  });

  test('without a name is SimpleEventQuery', () => {
    expect(query({ query: { eventType: ['ObjectEvent'] } }).queryName).toBe('SimpleEventQuery');
    expect(query({ eventType: ['ObjectEvent'] })).toEqual({
      queryName: 'SimpleEventQuery',
      params: { eventType: ['ObjectEvent'] },
    });
  });

  test('may ask for everything, when it says that it is a query', () => {
    expect(query({ name: 'all', query: {} }).params).toEqual({});
    expect(refusal({}).detail).toMatch(/neither a query nor a capture job/);
  });

  test('has texts, numbers, truths and lists of texts', () => {
    const params = {
      GE_eventTime: '2026-03-01T10:00:00Z',
      maxEventCount: 5,
      EXISTS_ilmd: true,
      eventType: ['ObjectEvent'],
    };
    expect(query({ query: params }).params).toEqual(params);
  });

  test('keeps the digits of its numbers', () => {
    const { params } = query(
      '{"EQ_quantity": 26.0, "GE_value_CEL": 0.30000000000000004, "LT_quantity": 12345678901234567890}',
    );
    expect(JSON.stringify(params)).toBe(
      '{"EQ_quantity":26.0,"GE_value_CEL":0.30000000000000004,"LT_quantity":12345678901234567890}',
    );
    expect(params['EQ_quantity']).toEqual(parseExactJson('26.0'));
  });

  test('has CBV words in any spelling, and is understood as the bare words', () => {
    const { params } = query({
      EQ_bizStep: [
        'urn:epcglobal:cbv:bizstep:shipping',
        'https://ref.gs1.org/cbv/BizStep-packing',
        'cbv:BizStep-other',
      ],
      EQ_disposition: ['https://ref.gs1.org/cbv/Disp-active', 'urn:example:own'],
      EQ_errorReason: 'urn:epcglobal:cbv:er:incorrect_data',
      'EQ_bizTransaction_urn:epcglobal:cbv:btt:po': ['urn:epcglobal:cbv:bt:9521321000178:1'],
      'EQ_source_https://ref.gs1.org/cbv/SDT-location': ['urn:epc:id:sgln:9521321.00017.0'],
    });
    expect(params).toEqual({
      EQ_bizStep: ['shipping', 'packing', 'other'],
      EQ_disposition: ['active', 'urn:example:own'],
      EQ_errorReason: 'incorrect_data',
      EQ_bizTransaction_po: ['urn:epcglobal:cbv:bt:9521321000178:1'],
      EQ_source_location: ['urn:epc:id:sgln:9521321.00017.0'],
    });
  });

  test('may define the prefixes of its CURIEs, outside and inside', () => {
    const { context, params } = query({
      '@context': [{ ex: 'https://ns.example.org/a/', other: 'urn:example:o' }],
      query: { '@context': { ex: 'https://ns.example.org/b/' }, 'EQ_ex:size': ['L'] },
    });
    expect(context).toEqual({ ex: 'https://ns.example.org/b/', other: 'urn:example:o' });
    expect(params).toEqual({ 'EQ_ex:size': ['L'] });
  });

  test('has no context when nothing is defined', () => {
    expect(
      query({ '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', orderBy: 'eventTime' }),
    ).toEqual({
      queryName: 'SimpleEventQuery',
      params: { orderBy: 'eventTime' },
    });
  });

  test('takes a parameter of any name as such', () => {
    const { params } = query('{"query": {"__proto__": "a", "constructor": ["b"], "1": 2}}');
    expect(JSON.stringify(params)).toBe('{"1":2,"__proto__":"a","constructor":["b"]}');
  });
});

describe('a query in JSON is refused', () => {
  test.each([
    ['a value of nothing', { query: { EQ_action: null } }, '/query/EQ_action', /has no value/],
    ['an empty list', { EQ_action: [] }, '/EQ_action', /empty/],
    ['a list of something else', { query: { EQ_action: ['ADD', 3] } }, '/query/EQ_action/1', /no text/],
    ['a list in a list', { EQ_action: [['ADD']] }, '/EQ_action/0', /no text/],
    ['a structure', { EQ_action: { is: 'ADD' } }, '/EQ_action', /neither a text, a number/],
    ['a number without end', '{"EQ_quantity": 1e999}', '/EQ_quantity', /beyond all bounds/],
    ['a parameter without a name', { query: { '': 'x' } }, '/query/', /has no name/],
    ['an empty name', { name: '', query: {} }, '/name', /has no name/],
    ['a name that is none', { name: 5, query: {} }, '/name', /is text/],
    [
      'a parameter beside the query',
      { name: 'x', query: {}, EQ_action: ['ADD'] },
      '/EQ_action',
      /"name" and "query" alone/,
    ],
    ['a context that is none', { '@context': [7], query: {} }, '/@context/0', /context/],
    ['a context inside that is none', { query: { '@context': { ex: 7 } } }, '/query/@context/ex', /ex/],
    ['a name with a slash in it', { query: { 'a/b~c': null } }, '/query/a~1b~0c', /has no value/],
  ])('with %s', (_what, tree, at, detail) => {
    expect(refusal(tree)).toMatchObject({
      at,
      detail: expect.stringMatching(detail),
      rule: expect.stringMatching(/EPCIS/),
    });
  });

  test('with a parameter twice, in one spelling or two', () => {
    expect(refusal('{"EQ_action": ["ADD"], "EQ_action": ["DELETE"]}')).toMatchObject({
      refused: 'malformed',
      at: '/EQ_action',
      detail: expect.stringContaining('twice'),
    });
    expect(refusal({ 'EQ_source_urn:epcglobal:cbv:sdt:location': ['a'], EQ_source_location: ['b'] })).toMatchObject({
      refused: 'bad-parameter',
      detail: 'two parameters mean "EQ_source_location"',
    });
  });

  test('with a name that is too long, and told of it in short', () => {
    const long = 'n'.repeat(queryLimits.name + 1);
    expect(refusal({ query: { [long]: 'x' } })).toMatchObject({
      refused: 'too-large',
      detail: expect.stringMatching(/1000/),
    });
    expect(refusal({ name: long, query: {} }).refused).toBe('too-large');
    expect(query({ query: { [long.slice(1)]: 'x' } }).params).toEqual({ [long.slice(1)]: 'x' });
    expect(refusal({ query: { [long.slice(1)]: [] } }).detail.length).toBeLessThan(150);
  });

  test('with more parameters or texts than any question has', () => {
    const params = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`EQ_${at}`, 'x']));
    expect(Object.keys(query(params(queryLimits.params)).params)).toHaveLength(queryLimits.params);
    expect(refusal(params(queryLimits.params + 1)).refused).toBe('too-large');
    const list = (length: number) => ({ MATCH_epc: Array.from({ length }, (_, at) => `urn:x:${at}`) });
    expect(query(list(queryLimits.strings)).params['MATCH_epc']).toHaveLength(queryLimits.strings);
    expect(refusal(list(queryLimits.strings + 1))).toMatchObject({ refused: 'too-large', at: '/MATCH_epc' });
  });
});
