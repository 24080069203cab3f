import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { VocabularyElement } from '#shared/epcis/master-data.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { here, minute } from '../../../test/kit/events.ts';
import { eventsIn, type QueryWorld, type Repository, startQueryWorld } from '../../../test/kit/query-world.ts';
import { good } from '../../../test/kit/unit-maker.ts';
import { resolveNeeds } from './resolve-needs.ts';

let world: QueryWorld;
let acme: Repository;
let captures = 0;

beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  acme = await world.repository();
});

const place = (name: string) => `https://example.com/places/${name}`;
const describeAll = (vocabulary: string, ...elements: VocabularyElement[]) =>
  acme.needs.vocabulary.put(
    acme.tenant,
    [{ type: `urn:epcglobal:epcis:vtype:${vocabulary}`, vocabularyElementList: elements }],
    { recordTime: minute(0), captureId: `capture-${captures++}` },
  );
const at = (name: string, m: number) =>
  commissionEvent({
    epcs: ['urn:epc:id:sgtin:4012345.077889.1'],
    at: minute(m),
    offset: here.offset,
    readPoint: place(name),
    bizLocation: place(name),
  });
const times = async (query: Record<string, string>) =>
  eventsIn(await acme.ask('GET /epcis/events', { query })).map(({ eventTime }) => eventTime);
const resolve = (params: Record<string, string>) =>
  resolveNeeds(acme.needs.vocabulary, acme.tenant, good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params })));

describe('a place and what is inside it', () => {
  beforeEach(() => acme.capture(at('site', 0), at('hall', 1), at('shelf', 2), at('elsewhere', 3)));

  test('is found to any depth', async () => {
    await describeAll('BusinessLocation', { id: place('site'), children: [place('hall')] });
    await describeAll('Location', { id: place('hall'), children: [place('shelf')] });
    expect(await times({ WD_bizLocation: place('site') })).toEqual([2, 1, 0].map(minute));
    expect(await times({ WD_bizLocation: `${place('shelf')}|${place('elsewhere')}` })).toEqual([3, 2].map(minute));
  });

  test('is itself without master data', async () => {
    expect(await times({ WD_readPoint: place('site') })).toEqual([minute(0)]);
  });

  test('follows the vocabulary of the field that is asked', async () => {
    await describeAll('ReadPoint', { id: place('site'), children: [place('hall')] });
    expect(await times({ WD_readPoint: place('site') })).toEqual([1, 0].map(minute));
    expect(await times({ WD_bizLocation: place('site') })).toEqual([minute(0)]);
  });

  test('may contain itself', async () => {
    await describeAll(
      'Location',
      { id: place('a'), children: [place('b')] },
      { id: place('b'), children: [place('a')] },
    );
    expect(await resolve({ WD_bizLocation: place('a') })).toEqual([new Set([place('a'), place('b')])]);
  });

  test('with more in it than can be looked through is refused', async () => {
    const crowd = Array.from({ length: 2600 }, (_, i) => `urn:x:${i}`);
    const quarters = [0, 1, 2, 3].map((quarter) => ({
      id: place(String(quarter)),
      children: crowd.map((one) => `${one}:${quarter}`),
    }));
    await describeAll('Location', { id: place('all'), children: quarters.map(({ id }) => id) }, ...quarters);
    await expect(resolve({ WD_bizLocation: place('all') })).rejects.toMatchObject({
      refusal: { refused: 'too-complex', detail: expect.stringContaining('WD_bizLocation') },
    });
  });
});

describe('an attribute', () => {
  beforeEach(async () => {
    await acme.capture(at('berlin', 0), at('paris', 1), at('nowhere', 2));
    await describeAll(
      'Location',
      { id: place('berlin'), attributes: [{ id: 'urn:epcglobal:cbv:mda#city', attribute: 'Berlin' }] },
      {
        id: place('paris'),
        attributes: [
          { id: 'urn:epcglobal:cbv:mda:city', attribute: ['Paris', 'Lutetia'] },
          { id: 'https://example.com/floors', attribute: 3 },
        ],
      },
    );
  });

  test('is found however its name is spelled', async () => {
    for (const name of ['cbvmda:city', 'urn:epcglobal:cbv:mda#city', 'urn:epcglobal:cbv:mda:city'])
      expect(await times({ HASATTR_bizLocation: name })).toEqual([1, 0].map(minute));
    expect(await times({ HASATTR_readPoint: 'https://example.com/floors' })).toEqual([minute(1)]);
    expect(await times({ HASATTR_bizLocation: 'cbvmda:countryCode' })).toEqual([]);
  });

  test('is found by one of its values', async () => {
    expect(await times({ 'EQATTR_bizLocation_cbvmda:city': 'Berlin' })).toEqual([minute(0)]);
    expect(await times({ 'EQATTR_bizLocation_cbvmda:city': 'Rome|Lutetia' })).toEqual([minute(1)]);
    expect(await times({ 'EQATTR_bizLocation_https://example.com/floors': '3' })).toEqual([minute(1)]);
    expect(await times({ 'EQATTR_bizLocation_cbvmda:city': '3' })).toEqual([]);
  });

  test('of many is looked for in one reading of a vocabulary', async () => {
    const read: string[] = [];
    const counting: typeof acme.needs.vocabulary = {
      ...acme.needs.vocabulary,
      elements: (tenant, name, ...rest) => {
        read.push(name);
        return acme.needs.vocabulary.elements(tenant, name, ...rest);
      },
    };
    const cities = ['Berlin', 'Paris', 'Rome'];
    const params = Object.fromEntries(
      cities.flatMap((city) => [
        [`EQATTR_bizLocation_cbvmda:${city}`, city],
        [`EQATTR_readPoint_cbvmda:${city}`, city],
      ]),
    );
    const query = good(
      readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params: { ...params, HASATTR_bizLocation: 'cbvmda:city' } }),
    );
    const answers = await resolveNeeds(counting, acme.tenant, query);
    expect(answers.map(({ size }) => size).sort()).toEqual([0, 0, 0, 0, 0, 0, 2]);
    expect(read.sort()).toEqual(['BusinessLocation', 'Location', 'ReadPoint']);
  });

  test('of more than ten is refused by name', async () => {
    const params = Object.fromEntries(
      Array.from({ length: 11 }, (_, i) => [`EQATTR_bizLocation_cbvmda:a${i}`, 'x'] as const),
    );
    await expect(resolve(params)).rejects.toMatchObject({
      refusal: { refused: 'too-complex', detail: expect.stringContaining('EQATTR_bizLocation_cbvmda:a10') },
    });
  });

  test('that is not found before time is up is refused', async () => {
    for (const params of [{ HASATTR_bizLocation: 'cbvmda:city' }, { WD_bizLocation: place('berlin') }]) {
      const query = good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params }));
      await expect(resolveNeeds(acme.needs.vocabulary, acme.tenant, query, () => true)).rejects.toMatchObject({
        refusal: { refused: 'too-complex', detail: expect.stringContaining(Object.keys(params)[0] ?? '') },
      });
    }
  });
});
