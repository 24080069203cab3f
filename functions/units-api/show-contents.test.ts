import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { exampleGtin } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import {
  commission,
  needsOver,
  pack,
  type UnitWorld,
  unitWorld,
  unpack,
  viewsOver,
} from '../../test/kit/unit-world.ts';

let engine: Dynoxide;
let world: UnitWorld;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = await unitWorld(engine, `acme-${count++}`);
});

/** A pallet of `cases` cases of `each` packs: EPCs in the order in which the contents come. */
async function pallet(cases: number, each: number) {
  const packs = await world.units.packs(cases * each);
  const [top = '', ...boxes] = await world.units.logisticUnits(cases + 1);
  const content = (i: number) => packs.slice(i * each, (i + 1) * each);
  await world.capture(commission(packs, 0), ...boxes.map((box, i) => pack(box, content(i), 1)), pack(top, boxes, 2));
  const inOrder = boxes.flatMap((box, i) => [box, ...content(i)]).map(canonicalEpc);
  return { top, boxes, packs, inOrder };
}

const contentsOf = async (epc: string, query = {}) => Object((await world.get(epc, 'contents', query)).body);
const epcs = (body: { contents: { epc: string }[] }) => body.contents.map(({ epc }) => epc);

async function everyPage(epc: string, query: Record<string, string>) {
  const found: string[] = [];
  let pages = 0;
  for (let body = await contentsOf(epc, query); ; pages++) {
    found.push(...epcs(body));
    const { nextPageToken } = body;
    if (nextPageToken === undefined) return { found, pages: pages + 1 };
    body = await contentsOf(epc, { ...query, nextPageToken });
  }
}

describe('the contents of a container', () => {
  test('are told down to the packs, each before what is in it', async () => {
    const { top, boxes, packs, inOrder } = await pallet(2, 3);
    const body = await contentsOf(top);
    expect(epcs(body)).toEqual(inOrder);
    expect(body.contents[0]).toMatchObject({
      epc: canonicalEpc(boxes[0] ?? ''),
      kind: 'sscc',
      depth: 1,
      parent: canonicalEpc(top),
      since: minute(2),
      children: 3,
    });
    expect(body.contents[1]).toMatchObject({
      epc: canonicalEpc(packs[0] ?? ''),
      kind: 'sgtin',
      depth: 2,
      parent: canonicalEpc(boxes[0] ?? ''),
      since: minute(1),
      gtin: exampleGtin,
      lot: 'LOT1',
      expiry: '2028-12-31',
      exists: 'commissioned',
    });
    expect(body.contents[1]).not.toHaveProperty('children');
    expect(epcs(await contentsOf(top, { depth: '1' }))).toEqual(boxes.map(canonicalEpc));
  });

  test.each(['1', '2', '3', '4', '7', '30'])('come the same in pages of %s', async (perPage) => {
    const { top, inOrder } = await pallet(3, 3);
    const { found, pages } = await everyPage(top, { perPage });
    expect(found).toEqual(inOrder);
    expect(pages).toBe(Math.ceil(inOrder.length / Number(perPage)));
  });

  test('go on where they were when things leave between two pages', async () => {
    const { top, boxes, packs, inOrder } = await pallet(2, 2);
    const { contents, nextPageToken } = await contentsOf(top, { perPage: '2' });
    expect(epcs({ contents })).toEqual(inOrder.slice(0, 2));
    await world.capture(unpack(boxes[0] ?? '', packs.slice(0, 1), 5));
    expect(epcs(await contentsOf(top, { perPage: '2', nextPageToken }))).toEqual(inOrder.slice(2, 4));
  });

  test.each([1, 2, 3, 5, 6])(
    'go on where they were when the last thing told was repacked: page of %i',
    async (perPage) => {
      const { top, boxes, packs, inOrder } = await pallet(3, 2);
      const first = await contentsOf(top, { perPage: String(perPage) });
      const [last = ''] = epcs(first).slice(-1);
      const again = packs.find((one) => canonicalEpc(one) === last);
      const at = inOrder.indexOf(last);
      const box = boxes.findLast((one) => inOrder.indexOf(canonicalEpc(one)) <= at) ?? '';
      const [parent, child] = again === undefined ? [top, box] : [box, again];
      await world.capture(unpack(parent, [child], 5), pack(parent, [child], 6));
      const rest: string[] = [];
      for (let token = first.nextPageToken; token !== undefined; ) {
        const body = await contentsOf(top, { perPage: '2', nextPageToken: token });
        rest.push(...epcs(body));
        token = body.nextPageToken;
      }
      expect([...new Set([...epcs(first), ...rest])].sort()).toEqual([...inOrder].sort());
    },
  );

  test('are those of the time that is asked', async () => {
    const { top, boxes, inOrder } = await pallet(1, 2);
    await world.capture(unpack(boxes[0] ?? '', [], 5));
    expect(epcs(await contentsOf(top, { at: minute(1) }))).toEqual([]);
    expect(epcs(await contentsOf(top, { at: minute(4) }))).toEqual(inOrder);
    expect(epcs(await contentsOf(top))).toEqual(inOrder.slice(0, 1));
  });

  test('are counted by level and product when asked', async () => {
    const { top } = await pallet(3, 4);
    const { summary, contents } = await contentsOf(top, { summary: 'true', perPage: '1' });
    expect(contents).toHaveLength(1);
    expect(summary).toEqual({
      units: 15,
      counts: [
        { depth: 1, kind: 'sscc', units: 3 },
        { depth: 2, kind: 'sgtin', gtin: exampleGtin, units: 12 },
      ],
    });
    expect((await contentsOf(top, { summary: 'true', depth: '1' })).summary).toMatchObject({ units: 3 });
  });

  test('that take long come in short pages, each thing once, however many were put elsewhere and never taken out', async () => {
    const packs = await world.units.packs(120);
    const [tote = '', inner = '', other = ''] = await world.units.logisticUnits(3);
    await world.capture(
      commission(packs, 0),
      pack(inner, packs.slice(55), 1),
      pack(tote, [...packs.slice(0, 55), inner], 2),
      pack(other, [...packs.slice(0, 50), ...packs.slice(56, 118)], 3),
    );
    const needs = needsOver(engine.db);
    let [ms, reads] = [0, 0];
    const slow = viewsOver({
      ...needs,
      now: () => new Date(ms),
      unitEvents: (...asked) => {
        [ms, reads] = [ms + 4_000, reads + 1];
        return needs.unitEvents(...asked);
      },
    });
    const found: string[] = [];
    const sizes: number[] = [];
    for (let query: Record<string, string> | undefined = { perPage: '20' }; query !== undefined; ) {
      reads = 0;
      const { status, body } = await slow(world.tenant, `${tote}/contents`, query);
      expect(status).toBe(200);
      expect(reads).toBeLessThanOrEqual(4);
      sizes.push(epcs(Object(body)).length);
      found.push(...epcs(Object(body)));
      const { nextPageToken } = Object(body);
      query = nextPageToken && { perPage: '20', nextPageToken };
    }
    expect(Math.max(...sizes)).toBeLessThan(20);
    const left = [...packs.slice(50, 55), inner, ...packs.slice(55, 56), ...packs.slice(118)];
    expect(found).toEqual(left.map(canonicalEpc));
  });

  test('of a container inside itself end', async () => {
    const [a = '', b = ''] = await world.units.logisticUnits(2);
    await world.capture(pack(a, [b], 1), pack(b, [a], 2));
    const body = await contentsOf(a, { summary: 'true' });
    expect(epcs(body)).toEqual([canonicalEpc(b)]);
    expect(body.summary).toMatchObject({ units: 1 });
  });

  test.each([
    [{ depth: '0' }, '?depth'],
    [{ depth: 'some' }, '?depth'],
    [{ summary: 'yes' }, '?summary'],
    [{ at: 'now' }, '?at'],
    [{ nextPageToken: 'x' }, '?nextPageToken'],
  ])('are refused for %j', async (query, at) => {
    const { top } = await pallet(1, 1);
    expect(await world.get(top, 'contents', query)).toMatchObject({ status: 400, body: { at } });
  });
});

test('contents are the inverse of parents at any time, whatever was packed and unpacked', async () => {
  const packs = await world.units.packs(3);
  const boxes = ['urn:epc:id:sscc:4012345.0000000001', ...(await world.units.logisticUnits(3))];
  const things = [...packs, ...boxes];
  const step = fc.record({
    m: fc.integer({ min: 1, max: 8 }),
    parent: fc.constantFrom(...boxes),
    children: fc.subarray(things, { maxLength: 3 }),
    into: fc.boolean(),
  });
  const scene = fc.sample(fc.array(step, { minLength: 6, maxLength: 12 }), { numRuns: 4, seed: 4 });
  for (const steps of scene) {
    const events = steps.flatMap(({ m, parent, children, into }): EpcisEvent[] => {
      const others = children.filter((child) => child !== parent);
      if (into) return others.length > 0 ? [pack(parent, others, m)] : [];
      return [unpack(parent, others, m)];
    });
    const other = await unitWorld(engine, `acme-${count++}`);
    await other.capture(commission(things, 0), ...events);
    for (const at of [minute(3), minute(8)]) {
      const children: Record<string, string[]> = {};
      for (const thing of things) {
        const { body } = await other.get(thing, '', { at });
        const { parent } = Object(body);
        if (parent !== undefined) children[parent] = [...(children[parent] ?? []), canonicalEpc(thing)];
      }
      for (const box of boxes) {
        const { body } = await other.get(box, 'contents', { at, depth: '1' });
        expect(epcs(Object(body)).sort()).toEqual((children[canonicalEpc(box)] ?? []).sort());
      }
    }
  }
});
