import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { vocabulary } from './vocabulary.ts';

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

const words = () => vocabulary(engine.db, tables.registry);
const LOCATION = 'urn:epcglobal:epcis:vtype:Location';
const place = (n: number) => `urn:epc:id:sgln:9521321.00017.${n}`;
const named = (id: string, attribute: string) => ({
  id,
  attributes: [{ id: 'urn:epcglobal:cbv:mda:name', attribute }],
});
const at = (minute: number, captureId = 'c1') => ({
  recordTime: `2026-03-01T10:0${minute}:00.000Z`,
  captureId,
});
const put = (name: string, source = at(0), type = LOCATION, id = place(1)) =>
  words().put(tenant, [{ type, vocabularyElementList: [named(id, name)] }], source);
const names = async (vocabularies: string[], ids: string[]) =>
  (await words().get(tenant, vocabularies, ids)).map(({ attributes: [first] }) => first?.attribute);

test('what the document recorded last says stands, whatever order documents are stored in', async () => {
  await put('second', at(2));
  await put('first', at(1));
  expect(await names(['Location'], [place(1)])).toEqual(['second']);
  await put('third', at(3));
  expect(await names(['Location'], [place(1)])).toEqual(['third']);
});

test('of two documents of one time the same one stands, whatever their order', async () => {
  await put('b', at(1, 'c2'));
  await put('a', at(1, 'c1'));
  expect(await names(['Location'], [place(1)])).toEqual(['b']);
});

test('an element that stands twice in a document says what it said last', async () => {
  const list = { type: LOCATION, vocabularyElementList: [named(place(1), 'a'), named(place(1), 'b')] };
  await words().put(tenant, [list], at(0));
  await words().put(tenant, [list], at(0));
  expect(await names(['Location'], [place(1)])).toEqual(['b']);
});

test('an element is found by any spelling of its id, in the vocabularies asked for', async () => {
  await put('extended');
  await put('site', at(0), LOCATION, 'urn:epc:id:sgln:9521321.00017.0');
  await put('point', at(0), 'urn:epcglobal:epcis:vtype:ReadPoint', place(1));
  const link = 'https://id.gs1.org/414/9521321000179/254/1';
  expect(await names(['Location'], [link, place(1)])).toEqual(['extended']);
  expect((await names(['Location', 'ReadPoint'], [link])).sort()).toEqual(['extended', 'point']);
  expect(await names(['BusinessLocation'], [link])).toEqual([]);
  expect(await names([], [])).toEqual([]);
});

test('the wrong name of business locations is taken for the right one', async () => {
  await put('site', at(0), 'urn:epcglobal:epcis:vtype:BizLocation');
  expect(await names(['BusinessLocation'], [place(1)])).toEqual(['site']);
  expect(await names(['BizLocation'], [place(1)])).toEqual(['site']);
  expect(await words().vocabularies(tenant)).toEqual(['BusinessLocation']);
});

test('elements are told in pages, and the last page leads to none', async () => {
  const ids = Array.from({ length: 6 }, (_, i) => `https://example.org/place/${i}`);
  await words().put(tenant, [{ type: LOCATION, vocabularyElementList: ids.map((id) => named(id, id)) }], at(0));
  const first = await words().elements(tenant, 'Location', undefined, 3);
  expect(first.elements.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  const second = await words().elements(tenant, 'Location', first.next, 3);
  expect(second.elements.map(({ id }) => id)).toEqual(ids.slice(3));
  expect(second.next).toBeUndefined();
});

test('vocabularies and ids too long for a key are kept like others', async () => {
  const [type, id] = ['https://example.org/type/', 'https://example.org/id/'].map((start) => start + 'x'.repeat(1500));
  await put('long', at(0), type, id);
  expect(await words().vocabularies(tenant)).toEqual([type]);
  expect((await words().elements(tenant, type ?? '', undefined, 10)).elements).toMatchObject([{ id, canonical: id }]);
  expect(await names([type ?? ''], [id ?? ''])).toEqual(['long']);
});

test('elements are counted, up to a bound', async () => {
  const ids = Array.from({ length: 6 }, (_, i) => `https://example.org/place/${i}`);
  await words().put(tenant, [{ type: LOCATION, vocabularyElementList: ids.map((id) => named(id, id)) }], at(0));
  expect(await words().count(tenant, 'Location', 6)).toEqual({ count: 6, more: false });
  expect(await words().count(tenant, 'Location', 5)).toEqual({ count: 5, more: true });
  expect(await words().count(tenant, 'ReadPoint', 5)).toEqual({ count: 0, more: false });
});

test('what has no name is passed over, and found by none', async () => {
  await put('kept');
  await put('nameless type', at(0), 'urn:epcglobal:epcis:vtype:');
  await put('nameless element', at(0), LOCATION, '');
  expect(await words().vocabularies(tenant)).toEqual(['Location']);
  expect(await words().elements(tenant, '', undefined, 10)).toEqual({ elements: [] });
  expect(await names(['', 'Location'], ['', place(1)])).toEqual(['kept']);
  expect(await words().count(tenant, '', 5)).toEqual({ count: 0, more: false });
});

test('a tenant’s master data is its own', async () => {
  await put('mine');
  tenant = `${tenant}-other`;
  expect(await names(['Location'], [place(1)])).toEqual([]);
  expect(await words().vocabularies(tenant)).toEqual([]);
});
