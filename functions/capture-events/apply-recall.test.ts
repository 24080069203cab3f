import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { lotTime } from '../../test/kit/lot-world.ts';
import { type RecallWorld, recallWorld } from '../../test/kit/recall-world.ts';

let engine: Dynoxide;
let world: RecallWorld;
let count = 700;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

describe('a pack that more events name than are read', () => {
  const MOST = 3;
  let long: string;
  let other: string;
  const observed = (serials: readonly string[], minute: number): ObjectEvent => ({
    type: 'ObjectEvent',
    eventTime: new Date(lotTime.getTime() - 1_800_000 + 60_000 * minute).toISOString(),
    eventTimeZoneOffset: '+00:00',
    epcList: [...world.lot.urns(serials)],
    action: 'OBSERVE',
    bizStep: 'storing',
    disposition: 'in_progress',
  });
  beforeEach(async () => {
    world = await recallWorld(engine, count++);
    [long = '', other = ''] = world.lot.serials;
    await world.lot.capture(...[1, 2, 3].map((minute) => observed([long], minute)));
    await world.recall();
  });

  test('holds up no recall: all others of the lot are told, and it is flagged', async () => {
    await world.work('recall', 'recall-1', MOST);
    expect(await world.show()).toMatchObject({ told: { state: 'done', units: 48 } });
    expect(await world.stateOf(other)).toMatchObject({ disposition: 'recalled', persistentDispositions: ['recalled'] });
    expect(await world.stateOf(long)).toMatchObject({
      disposition: 'in_progress',
      persistentDispositions: ['recalled'],
    });
  });

  test('loses its flag when the recall is lifted', async () => {
    await world.work('recall', 'recall-1', MOST);
    world.forward(60_000);
    await world.lift();
    await world.work('lift', 'recall-1', MOST);
    for (const serial of [long, other])
      expect((await world.stateOf(serial)).persistentDispositions ?? []).not.toContain('recalled');
    expect(await world.stateOf(long)).toMatchObject({ disposition: 'in_progress' });
  });

  test('keeps its flag while another lot of its product is recalled: which lot it is of was not read', async () => {
    await world.lot.order({ order: 'order-2', lot: 'LOT2' });
    expect(await world.recall({ recall: 'recall-2', of: { kind: 'lot', lot: 'LOT2' } })).toMatchObject({ status: 201 });
    await world.work('recall', 'recall-1', MOST);
    world.forward(60_000);
    await world.lift();
    await world.work('lift', 'recall-1', MOST);
    expect(await world.stateOf(long)).toMatchObject({ persistentDispositions: ['recalled'] });
    expect((await world.stateOf(other)).persistentDispositions ?? []).not.toContain('recalled');
  });
});
