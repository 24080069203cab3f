import { afterAll, beforeAll, expect, test } from 'vitest';
import { chunksOf } from '#common/store/batches.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';
import { type InboundWorld, packer, startInboundWorld } from '../../test/kit/inbound-world.ts';
import { unitMaker } from '../../test/kit/unit-maker.ts';
import { receiveDocument } from './receive-document.ts';

let world: InboundWorld;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());

const ours = 'urn:epc:id:pgln:9521321.00001';
const kept = async (tenant: string, events: readonly EpcisEvent[]) => {
  const body = new Uint8Array(Buffer.from(documentOf(events)));
  return (await world.keep({ tenant, senderId: `l${events.length}`, body })).documentId;
};
/** A reader to whom every look at the clock takes a minute: it looks at what it must, and leaves the rest to the next turn. */
const slowly = (inbound: string, tenant: string) => {
  const needs = world.needs();
  let ms = needs.now().getTime();
  const slow = () => {
    ms += 60_000;
    return new Date(ms);
  };
  return receiveDocument({ ...needs, now: slow })({ tenant, inbound });
};
const toItsEnd = async (tenant: string, inbound: string) => {
  let turns = 0;
  for (; turns < 20; turns++) {
    const row = await world.inbound.get(tenant, inbound);
    if (row?.captureId !== undefined || row?.state === 'refused') break;
    world.forward(60 * 60_000);
    await slowly(inbound, tenant);
  }
  return { turns, row: await world.inbound.get(tenant, inbound) };
};
/** More than is looked at together. */
const [EVENTS, EACH] = [5, 5_000];
const inParts = (packs: readonly string[]) => chunksOf(packs, EACH);
const made = (epcs: readonly string[], i: number) => commissionEvent({ epcs, at: minute(i), lot: 'L1', ...here });

test('a document of more than one turn suffices for is looked at to its end, and nothing in it is passed over', async () => {
  const { tenant, gtin } = await world.house();
  const maker = await unitMaker(world.engine, tenant, gtin);
  const packs = await maker.packs(EVENTS * EACH, { partner: 'packright' });
  const others = await maker.packs(1, { partner: 'somebody' });
  const bad = await toItsEnd(tenant, await kept(tenant, [...inParts(packs).map(made), made(others, 9)]));
  expect(bad).toMatchObject({ turns: 2, row: { state: 'refused', problems: [{ at: `event ${EVENTS}` }] } });
  const good = await toItsEnd(tenant, await kept(tenant, inParts(packs).map(made)));
  expect(good).toMatchObject({ turns: 2, row: { state: 'reading', problems: [] } });
}, 60_000);

test('what comes back in it is counted once, over all turns', async () => {
  const { tenant, gtin } = await world.house();
  await approved(world.engine.db, tenant, 'partner', 'packright', { ...packer, kind: 'wholesaler' });
  const packs = await (await unitMaker(world.engine, tenant, gtin)).packs(EVENTS * EACH);
  const back = inParts(packs).map((epcs) =>
    shipEvent({ epcs, at: minute(9), offset: '+01:00', readPoint: here.readPoint, from: packer.party, to: ours }),
  );
  const { row, turns } = await toItsEnd(tenant, await kept(tenant, back));
  expect([turns, row?.returns?.count]).toEqual([2, EVENTS * EACH]);
}, 60_000);
