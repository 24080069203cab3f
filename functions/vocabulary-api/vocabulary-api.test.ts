import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import type { VocabularyElement } from '#shared/epcis/master-data.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { listElements } from './list-elements.ts';
import { listVocabularies } from './list-vocabularies.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const LOCATION = 'urn:epcglobal:epcis:vtype:Location';
const CITY = 'urn:epcglobal:cbv:mda#city';
const place = (part: number) => `urn:epc:id:sgln:9521321.0001${part}.0`;
const aPlace = (part: number, city: string, children: string[] = []): VocabularyElement => ({
  id: place(part),
  attributes: [{ id: CITY, attribute: city }],
  children,
});
const put = (elements: VocabularyElement[], type = LOCATION) =>
  vocabulary(engine.db, tables.registry).put(tenant, [{ type, vocabularyElementList: elements }], {
    recordTime: '2026-03-01T08:00:00.000Z',
    captureId: 'capture-1',
  });

function ask(route: string, path: Record<string, string>, query: Record<string, string>, accept = 'application/json') {
  const needs = { vocabulary: vocabulary(engine.db, tables.registry), now: () => new Date(0) };
  const handler = httpHandler(
    {
      'GET /api/vocabularies': { permission: 'events:query', endpoint: listVocabularies(needs) },
      'GET /api/vocabularies/{vocabulary}/elements': { permission: 'events:query', endpoint: listElements(needs) },
    },
    async () => false,
  );
  return call(handler, route, { tenant, path, query, headers: { accept } });
}
const elements = (query: Record<string, string> = {}, name = 'Location', accept?: string) =>
  ask('GET /api/vocabularies/{vocabulary}/elements', { vocabulary: name }, query, accept);
const idsOf = (body: unknown) => Object(body).elements.map(({ id }: { id: string }) => id);

describe('vocabularies', () => {
  test('are those that documents brought, counted', async () => {
    await put([aPlace(1, 'Utrecht'), aPlace(2, 'Gent')]);
    await put([{ id: 'urn:ex:1' }], 'urn:ex:vocabulary');
    const { body } = await ask('GET /api/vocabularies', {}, {});
    expect(Object(body).vocabularies).toEqual(
      expect.arrayContaining([
        { vocabulary: 'Location', type: LOCATION, count: 2 },
        { vocabulary: 'urn:ex:vocabulary', type: 'urn:ex:vocabulary', count: 1 },
      ]),
    );
  });

  test('of another tenant are not seen', async () => {
    await put([aPlace(1, 'Utrecht')]);
    tenant = 'somebody';
    expect((await ask('GET /api/vocabularies', {}, {})).body).toEqual({ vocabularies: [] });
    expect(await elements()).toMatchObject({ status: 404 });
  });
});

describe('elements', () => {
  beforeEach(() => put([aPlace(1, 'Utrecht', [place(2)]), aPlace(2, 'Utrecht', [place(3)]), aPlace(3, 'Gent')]));

  test('are told with attributes and children, or without', async () => {
    const { body } = await elements({ EQ_name: place(1) });
    expect(body).toEqual({
      vocabulary: 'Location',
      type: LOCATION,
      elements: [{ id: place(1), attributes: [{ id: CITY, attribute: 'Utrecht' }], children: [place(2)] }],
    });
    const bare = await elements({ EQ_name: place(1), includeAttributes: 'false', includeChildren: 'false' });
    expect(Object(bare.body).elements).toEqual([{ id: place(1) }]);
  });

  test('come a page at a time', async () => {
    const first = await elements({ limit: '2' });
    const second = await elements({ limit: '2', after: Object(first.body).next });
    expect([...idsOf(first.body), ...idsOf(second.body)].sort()).toEqual([1, 2, 3].map(place));
    expect(Object(second.body).next).toBeUndefined();
    const ofAnother = { HASATTR: CITY, limit: '2', after: Object(first.body).next };
    for (const query of [ofAnother, { after: place(1) }])
      expect(await elements(query)).toMatchObject({ status: 400, body: { at: '?after', remedy: expect.any(String) } });
  });

  test.each<[Record<string, string>, number[]]>([
    [{ EQ_name: `${place(1)}|${place(3)}` }, [1, 3]],
    [{ WD_name: place(2) }, [2, 3]],
    [{ WD_name: place(1), EQ_name: place(3) }, [3]],
    [{ [`EQATTR_${CITY}`]: 'Gent' }, [3]],
    [{ HASATTR: CITY, maxElementCount: '3' }, [1, 2, 3]],
    [{ HASATTR: 'urn:epcglobal:cbv:mda#street' }, []],
  ])('are found by %o', async (query, parts) => {
    const { status, body } = await elements(query);
    expect(status).toBe(200);
    expect(idsOf(body).sort()).toEqual(parts.map(place));
  });

  test('in XML are a master data document', async () => {
    const { headers, body } = await elements({ limit: '2' }, LOCATION, 'application/xml');
    expect(headers).toMatchObject({ 'content-type': 'application/xml', Link: expect.stringContaining('rel="next"') });
    const document = readDocument(String(body));
    if (isRefusal(document)) throw new Error(document.detail);
    expect(document).toMatchObject({ form: 'EPCISMasterDataDocument', masterData: [{ type: LOCATION }] });
    expect(document.masterData?.[0]?.vocabularyElementList).toHaveLength(2);
  });

  test('in XML come a page at a time, by a link that keeps what was asked', async () => {
    const asked = { limit: '1', includeAttributes: 'false', HASATTR: CITY };
    const found: (string | undefined)[] = [];
    for (let query: Record<string, string> | undefined = asked; query !== undefined; ) {
      const { headers, body } = await elements(query, 'Location', 'application/xml');
      const document = readDocument(String(body));
      if (isRefusal(document)) throw new Error(document.detail);
      const [list] = document.masterData ?? [];
      for (const { id, attributes = [] } of list?.vocabularyElementList ?? []) {
        found.push(id);
        expect(attributes).toEqual([]);
      }
      const [, link] = /^<\?([^>]*)>; rel="next"$/.exec(String(headers['Link'] ?? '')) ?? [];
      query = link === undefined ? undefined : Object.fromEntries(new URLSearchParams(link));
      if (query !== undefined) expect(query).toMatchObject(asked);
    }
    expect(found.sort()).toEqual([1, 2, 3].map(place));
  });

  test('that are large come in pages that an answer can hold', async () => {
    const large = [4, 5, 6, 7, 8, 9].map((part) => aPlace(part, 'x'.repeat(350_000)));
    for (let i = 0; i < 2; i++) await put(large.map((one) => ({ ...one, id: `${one.id}${i}` })));
    const ids = new Set<string>();
    let pages = 0;
    for (let after: string | undefined = ''; after !== undefined; pages++) {
      const { status, body } = await elements({ limit: '1000', ...(after !== '' && { after }) });
      expect(status).toBe(200);
      expect(JSON.stringify(body).length).toBeLessThan(5_000_000);
      for (const id of idsOf(body)) ids.add(id);
      after = Object(body).next;
    }
    expect(ids.size).toBe(15);
    expect(pages).toBeGreaterThan(1);
  });

  test.each<[Record<string, string>, number]>([
    [{ EQ_bizStep: 'shipping' }, 400],
    [{ limit: '0' }, 400],
    [{ vocabularyName: LOCATION }, 400],
    [{ maxElementCount: '2' }, 413],
  ])('by %o are refused with %i', async (query, status) => {
    expect((await elements(query)).status).toBe(status);
  });
});
