import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import type { QueryMessage } from '../query-message.ts';
import { type AskedElement, readMasterDataQuery } from './master-data-query.ts';

const read = (params: QueryMessage['params']) =>
  readMasterDataQuery({
    queryName: 'SimpleMasterDataQuery',
    params: { includeAttributes: true, includeChildren: true, ...params },
  });

function query(params: QueryMessage['params']) {
  const found = read(params);
  if (isRefusal(found)) throw new Error(found.detail);
  return found;
}

const site: AskedElement = {
  id: 'urn:epc:id:sgln:9521321.00017.0',
  attributes: [
    { id: 'urn:epcglobal:cbv:mda#city', attribute: 'Utrecht' },
    { id: 'cbvmda:countryCode', attribute: ['NL', 'BE'] },
    { id: 'http://example.com/owner', attribute: 'urn:epc:id:pgln:9521321.00001' },
  ],
  children: ['urn:epc:id:sgln:9521321.00017.1'],
};

describe('what is told of an element', () => {
  test('is all of it, or what was asked for', () => {
    expect(query({}).told(site)).toEqual(site);
    expect(query({ includeAttributes: 'false', includeChildren: '0' }).told(site)).toEqual({ id: site.id });
    expect(query({ attributeNames: ['urn:epcglobal:cbv:mda:city'] }).told(site).attributes).toEqual([
      { id: 'urn:epcglobal:cbv:mda#city', attribute: 'Utrecht' },
    ]);
  });

  test('has nothing where there is nothing', () => {
    expect(query({}).told({ id: 'urn:x', attributes: [], children: [] })).toEqual({ id: 'urn:x' });
  });
});

describe('an element matches', () => {
  test.each<[string, QueryMessage['params'], boolean]>([
    ['without conditions', {}, true],
    ['by an attribute it has', { HASATTR: ['urn:epcglobal:cbv:mda#city'] }, true],
    ['by one of several', { HASATTR: ['urn:epcglobal:cbv:mda#street', 'city'] }, true],
    ['by one it lacks', { HASATTR: 'urn:epcglobal:cbv:mda#street' }, false],
    ['by a value', { 'EQATTR_urn:epcglobal:cbv:mda#city': ['Utrecht', 'Gent'] }, true],
    ['by another value', { 'EQATTR_urn:epcglobal:cbv:mda#city': ['Gent'] }, false],
    ['by a value of a list', { 'EQATTR_urn:epcglobal:cbv:mda:countryCode': 'BE' }, true],
    [
      'by an identifier in another spelling',
      { 'EQATTR_http://example.com/owner': 'https://id.gs1.org/417/9521321000018' },
      true,
    ],
    ['only when all conditions hold', { HASATTR: 'city', EQATTR_city: 'Gent' }, false],
    ['whatever attributes are to be told', { attributeNames: ['urn:epcglobal:cbv:mda#street'] }, true],
  ])('%s', (_, params, matches) => expect(query(params).matches(site)).toBe(matches));
});

test('names are brought to one spelling, for whoever finds the elements', () => {
  expect(
    query({
      EQ_name: [site.id],
      WD_name: 'https://id.gs1.org/414/9521321000179',
      vocabularyName: ['urn:epcglobal:epcis:vtype:Location'],
      maxElementCount: '5',
    }),
  ).toMatchObject({
    ids: ['https://id.gs1.org/414/9521321000179'],
    within: ['https://id.gs1.org/414/9521321000179'],
    vocabularies: ['urn:epcglobal:epcis:vtype:Location'],
    maxElementCount: 5,
  });
});

describe('refused, by its name, is', () => {
  test.each<[string, QueryMessage['params']]>([
    ['EQ_bizStep', { EQ_bizStep: 'shipping' }],
    ['eq_name', { eq_name: 'x' }],
    ['includeChildren', { includeChildren: 'maybe' }],
    ['EQ_name', { EQ_name: true }],
    ['HASATTR', { HASATTR: [''] }],
    ['maxElementCount', { maxElementCount: '-1' }],
    ['maxElementCount', { maxElementCount: ['1', '2'] }],
    ['EQATTR_', { EQATTR_: 'x' }],
  ])('%s', (at, params) => expect(read(params)).toMatchObject({ refused: 'bad-parameter', at }));

  test('a required parameter that is missing', () => {
    expect(readMasterDataQuery({ queryName: 'SimpleMasterDataQuery', params: {} })).toMatchObject({
      at: 'includeAttributes',
      rule: expect.stringContaining('SimpleMasterDataQuery'),
    });
  });
});
