import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { type RecallWorld, recallWorld } from '../../test/kit/recall-world.ts';

let engine: Dynoxide;
let world: RecallWorld;
let lot: RecallWorld['lot'];
let count = 300;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

beforeEach(async () => {
  world = await recallWorld(engine, count++);
  ({ lot } = world);
});

describe('a recall that is lifted', () => {
  test('gives its units back what they were', async () => {
    await world.recall();
    await world.work('recall');
    world.forward(60_000);
    expect(await world.lift()).toMatchObject({
      status: 200,
      body: { state: 'lifted', lifted: { reason: 'the particles were labels' } },
    });
    expect(await world.lift()).toMatchObject({ status: 200 });
    await world.work('lift');
    const state = await world.stateOf();
    expect(state.disposition).toBe('active');
    expect(state.persistentDispositions).toBeUndefined();
    expect(await world.show()).toMatchObject({ liftTold: { state: 'done', units: 48 } });
    expect((await world.send('GET /api/lots/{lot}', { path: { lot: 'LOT1' } })).body).not.toHaveProperty('recalls');
  });

  const shipped = (epc: string, eventTime: string, disposition: string): EpcisEvent => ({
    type: 'ObjectEvent',
    eventTime,
    eventTimeZoneOffset: '+00:00',
    epcList: [epc],
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition,
  });
  const packedInto = (parentID: string, childEPCs: string[], eventTime: string): EpcisEvent => ({
    type: 'AggregationEvent',
    eventTime,
    eventTimeZoneOffset: '+00:00',
    action: 'ADD',
    bizStep: 'packing',
    parentID,
    childEPCs,
  });
  const [box, pallet] = ['urn:epc:id:sscc:9521321.1000000001', 'urn:epc:id:sscc:9521321.1000000002'];

  test('gives packs of a pallet that was shipped back that they are in transit, and what became of it since', async () => {
    await lot.capture(
      packedInto(box, lot.urns(lot.serials.slice(0, 24)), '2026-03-01T09:55:00.000Z'),
      packedInto(pallet, [box], '2026-03-01T09:56:00.000Z'),
      shipped(pallet, '2026-03-01T09:57:00.000Z', 'in_transit'),
    );
    await world.recall();
    await world.work('recall');
    world.forward(60_000);
    await world.lift();
    await world.work('lift');
    expect(await world.stateOf(lot.serials[0])).toMatchObject({ disposition: 'in_transit' });
    expect(await world.stateOf(lot.serials[24])).toMatchObject({ disposition: 'active' });
    expect((await world.stateOf(lot.serials[0])).persistentDispositions).toBeUndefined();
  });

  test('gives packs what their pallet came to after the recall', async () => {
    await lot.capture(packedInto(pallet, lot.urns(lot.serials.slice(0, 24)), '2026-03-01T09:55:00.000Z'));
    await world.recall();
    await world.work('recall');
    world.forward(60_000);
    await lot.capture(shipped(pallet, new Date(world.now()).toISOString(), 'returned'));
    world.forward(60_000);
    await world.lift();
    await world.work('lift');
    expect(await world.stateOf(lot.serials[0])).toMatchObject({ disposition: 'returned' });
    expect(await world.stateOf(lot.serials[24])).toMatchObject({ disposition: 'active' });
  });

  test('leaves the units of another recall recalled', async () => {
    await world.recall();
    await world.recall({ recall: 'recall-2', of: { kind: 'units', serials: [lot.serials[3]] } });
    await world.work('recall');
    await world.work('recall', 'recall-2');
    world.forward(60_000);
    await world.lift();
    await world.work('lift');
    expect(await world.stateOf(lot.serials[3])).toMatchObject({ persistentDispositions: ['recalled'] });
    expect((await world.stateOf(lot.serials[4])).persistentDispositions).toBeUndefined();
  });
});
