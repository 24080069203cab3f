import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { anOrder, exampleGtin } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { commission, needsOver, observe, pack, type UnitWorld, unitWorld } from '../../test/kit/unit-world.ts';
import { listLotUnits } from './list-lot-units.ts';
import { summarizeLot } from './summarize-lot.ts';

const warehouse = 'urn:epc:id:sgln:9521321.00024.0';

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

const gtin = exampleGtin;
const order = (lot: string, change = {}) =>
  needsOver(engine.db).lots.create(
    world.tenant,
    anOrder({ owner: world.tenant, order: `order-${lot}-${count++}`, lot, ...change }),
    new Date(0),
  );

/** Five packs of LOT1 in two events, four in a case, one of those destroyed; one pack of LOT2. */
async function lot() {
  const packs = await world.units.packs(6);
  const [box = ''] = await world.units.logisticUnits(1);
  const [, second = ''] = packs;
  await world.capture(
    commission(packs.slice(0, 2), 0),
    commission(packs.slice(2, 5), 1),
    commission(packs.slice(5), 1, 'LOT2'),
    pack(box, packs.slice(0, 4), 2),
    observe([second], 3, { bizStep: 'destroying', disposition: 'destroyed' }),
  );
  return { packs, box };
}

const unitsOf = async (query: Record<string, string>) => Object((await world.getLot('LOT1', 'units', query)).body);
const epcs = (body: { units: { epc: string }[] }) => body.units.map(({ epc }) => epc);

describe('the units of a lot', () => {
  test('are told with state, disposition and parent, in the order in which they began', async () => {
    const { packs, box } = await lot();
    const body = await unitsOf({ gtin });
    expect(epcs(body)).toEqual(packs.slice(0, 5).map(canonicalEpc));
    expect(body).toMatchObject({ gtin, lot: 'LOT1' });
    expect(body.units[0]).toMatchObject({ state: 'commissioned', parent: canonicalEpc(box), expiry: '2028-12-31' });
    expect(body.units[1]).toMatchObject({ state: 'decommissioned', disposition: 'destroyed' });
    expect(body.units[4]).not.toHaveProperty('parent');
  });

  test('are kept by state', async () => {
    const { packs } = await lot();
    expect(epcs(await unitsOf({ gtin, state: 'decommissioned' }))).toEqual(packs.slice(1, 2).map(canonicalEpc));
    expect(epcs(await unitsOf({ gtin, state: 'commissioned' }))).toHaveLength(4);
    expect(await world.getLot('LOT1', 'units', { gtin, state: 'new' })).toMatchObject({
      status: 400,
      body: { at: '?state' },
    });
  });

  test.each(['1', '2', '3', '5'])('come the same in pages of %s, also when a unit begins twice', async (perPage) => {
    const { packs } = await lot();
    await world.capture(commission(packs.slice(1, 3), 4));
    const found: string[] = [];
    for (let query: Record<string, string> = { gtin, perPage }; ; ) {
      const body = await unitsOf(query);
      found.push(...epcs(body));
      expect(body.units.length).toBeGreaterThan(0);
      if (body.nextPageToken === undefined) break;
      query = { gtin, perPage, nextPageToken: body.nextPageToken };
    }
    expect(found).toEqual(packs.slice(0, 5).map(canonicalEpc));
  });

  describe('of an event that a crash kept from being stored at first', () => {
    /** All packs of the lot, in pages. */
    async function inPages(perPage: string) {
      const found: string[] = [];
      for (let query: Record<string, string> = { gtin, perPage }; ; ) {
        const body = await unitsOf(query);
        found.push(...epcs(body));
        if (body.nextPageToken === undefined) return found;
        query = { gtin, perPage, nextPageToken: body.nextPageToken };
      }
    }
    /** Sixty packs of one event, of which another capture left rows. */
    async function twice(left: { position?: number; recordTime?: string }) {
      const packs = await world.units.packs(60);
      const unable = brokenClient(engine, (command) => command.startsWith('Put'));
      const [event] = stored([commission(packs, 0)], 'capture-0');
      if (event === undefined) throw new Error('one event');
      await expect(needsOver(unable).ledger.append(world.tenant, [{ ...event, ...left }])).rejects.toThrow('crashed');
      await world.capture(commission(packs, 0));
      return packs.map(canonicalEpc);
    }

    test('come each once', async () => {
      const packs = await twice({ recordTime: minute(99) });
      for (const perPage of ['40', '100']) expect(await inPages(perPage)).toEqual(packs);
    });

    test('come all, though it was captured at another position', async () => {
      const packs = await twice({ position: 1 });
      for (const perPage of ['20', '50', '100']) expect(await inPages(perPage)).toEqual(packs);
    });
  });

  test('leave out those whose commissioning was declared an error', async () => {
    const packs = await world.units.packs(2);
    const wrong: EpcisEvent = { ...commission(packs.slice(0, 1), 0), eventID: 'urn:uuid:wrong' };
    await world.capture(wrong, commission(packs.slice(1), 1));
    await world.capture({ ...wrong, errorDeclaration: { declarationTime: minute(5) } });
    expect(epcs(await unitsOf({ gtin }))).toEqual(packs.slice(1).map(canonicalEpc));
  });

  test('are found without the GTIN when the lot was ordered here under one product', async () => {
    const { packs } = await lot();
    expect(await world.getLot('LOT1', 'units')).toMatchObject({
      status: 404,
      body: { remedy: expect.stringContaining('gtin') },
    });
    await order('LOT1');
    expect(epcs(await unitsOf({}))).toHaveLength(packs.length - 1);
    await order('LOT1', { gtin: '04012345000016' });
    expect(await world.getLot('LOT1', 'units')).toMatchObject({ status: 409 });
  });

  test('are none yet of a lot that was only ordered; an unknown lot is not found', async () => {
    await order('LOT9');
    for (const view of ['units', 'summary'] as const) {
      expect(await world.getLot('LOT9', view)).toMatchObject({ status: 200 });
      expect(await world.getLot('NONE', view, { gtin })).toMatchObject({ status: 404 });
    }
  });

  test('of another tenant are not found', async () => {
    await lot();
    const stranger = await unitWorld(engine, `stranger-${count++}`);
    for (const view of ['units', 'summary'] as const)
      expect(await stranger.getLot('LOT1', view, { gtin })).toMatchObject({ status: 404 });
  });
});

test('the summary of a lot counts states, and places and dispositions where the pallets took them', async () => {
  const { box } = await lot();
  await world.capture(observe([box], 10, { disposition: 'in_transit', bizLocation: { id: warehouse } }));
  expect((await world.getLot('LOT1', 'summary', { gtin })).body).toEqual({
    gtin,
    lot: 'LOT1',
    units: 5,
    states: [
      { state: 'commissioned', units: 4 },
      { state: 'decommissioned', units: 1 },
    ],
    dispositions: [
      { disposition: 'in_transit', units: 4 },
      { disposition: 'active', units: 1 },
    ],
    places: [
      { bizLocation: warehouse, units: 4 },
      { bizLocation: here.bizLocation, units: 1 },
    ],
  });
});

describe('when reading a lot takes long', () => {
  /** The lot through a clock that goes on by 6 seconds whenever it is looked at. */
  function slowly(view: 'units' | 'summary', query: Record<string, string>) {
    let looks = 0;
    const needs = { ...needsOver(engine.db), now: () => new Date(6_000 * looks++) };
    const endpoint = view === 'units' ? listLotUnits(needs) : summarizeLot(needs);
    const route = `GET /api/lots/{lot}/${view}`;
    const handler = httpHandler({ [route]: { permission: 'events:query', endpoint } }, async () => false);
    return call(handler, route, { tenant: world.tenant, path: { lot: 'LOT1' }, query });
  }

  test('a page is short and the next goes on there', async () => {
    const { packs } = await lot();
    const found: string[] = [];
    let pages = 0;
    for (let query: Record<string, string> = { gtin, state: 'decommissioned' }; ; pages++) {
      const body = Object((await slowly('units', query)).body);
      found.push(...epcs(body));
      if (body.nextPageToken === undefined) break;
      query = { gtin, state: 'decommissioned', nextPageToken: body.nextPageToken };
    }
    expect(found).toEqual(packs.slice(1, 2).map(canonicalEpc));
    expect(pages).toBeGreaterThan(0);
  });

  test('a summary is given up, with what to do instead', async () => {
    await lot();
    expect(await slowly('summary', { gtin })).toMatchObject({ body: { remedy: expect.stringContaining('units') } });
    expect((await slowly('summary', { gtin })).status).toBeGreaterThanOrEqual(400);
  });
});
