import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { vocabulary } from '#common/store/vocabulary.ts';
import type { VocabularyElement } from '#shared/epcis/master-data.ts';
import { readMasterDataQuery, SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { minute } from '../../../test/kit/events.ts';
import { good } from '../../../test/kit/unit-maker.ts';
import { type AskedVocabulary, findMasterData } from './find-master-data.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
/** Most ids that were read at once. */
let most = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
  most = 0;
});

const LOCATION = 'urn:epcglobal:epcis:vtype:Location';
const place = (name: string | number) => `https://example.com/places/${name}`;
const many = (length: number) => Array.from({ length }, (_, i) => place(i));
const store = () => vocabulary(engine.db, tables.registry);
const put = (...elements: VocabularyElement[]) =>
  store().put(tenant, [{ type: LOCATION, vocabularyElementList: elements }], { recordTime: minute(0), captureId: 'c' });
/** The store, with an eye on how much is asked of it. */
const watched = (): AskedVocabulary => {
  const { get, elements, vocabularies } = store();
  return {
    elements,
    vocabularies,
    get: (of, names, ids) => {
      most = Math.max(most, ids.length * names.length);
      return get(of, names, ids);
    },
  };
};
const still = () => 0;
const find = async (params: Record<string, string | string[]>, clock = still) => {
  const asked = { includeAttributes: 'true', includeChildren: 'true', ...params };
  const query = good(readMasterDataQuery({ queryName: SIMPLE_MASTER_DATA_QUERY, params: asked }));
  const lists = await findMasterData(watched(), tenant, query, clock);
  return lists.flatMap(({ vocabularyElementList = [] }) => vocabularyElementList.map(({ id }) => id)).sort();
};

describe('master data by many ids', () => {
  test('is read some at a time, and each element is told once', async () => {
    const ids = many(450);
    await put(...ids.map((id) => ({ id })));
    expect(await find({ EQ_name: [...ids, place(0)] })).toEqual(ids.toSorted());
    expect(most).toBeLessThanOrEqual(100);
  });

  test('is read some at a time where places are inside places', async () => {
    const ids = many(250);
    await put({ id: place('site'), children: ids }, ...ids.map((id) => ({ id })));
    expect(await find({ WD_name: [place('site')] })).toEqual([...ids, place('site')].toSorted());
    expect(most).toBeLessThanOrEqual(100);
  });
});

/** A clock on which every look takes so many seconds. */
const slowClock = (seconds: number) => {
  let now = 0;
  return () => (now += seconds * 1000);
};

test.each<[string, Record<string, string[]>]>([
  ['EQ_name', { EQ_name: many(450) }],
  ['WD_name', { WD_name: many(450) }],
  ['vocabularyName', {}],
])('a query by %s that takes too long is refused, and says what to do', async (at, params) => {
  await put(...many(450).map((id) => ({ id, children: [`${id}/hall`] })));
  await expect(find(params, slowClock(at === 'vocabularyName' ? 21 : 6))).rejects.toMatchObject({
    refusal: { refused: 'too-complex', at, remedy: expect.any(String) },
  });
  await expect(find(params)).resolves.toHaveLength(450);
});
