import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { type PartnerHealths, partnerHealths, type Slot, type TurnedAway } from './partner-healths.ts';

let engine: Dynoxide;
let healths: PartnerHealths;
beforeAll(async () => {
  engine = await startDynoxide();
  healths = partnerHealths(engine.db, tables.deliveries);
});
afterAll(() => engine.stop());

const at = new Date('2026-03-01T10:00:00Z');
const entered = (one: Slot | TurnedAway): Slot => ('turnedAway' in one ? expect.fail(one.turnedAway) : one);

test('four are let in, whichever of the places each tries first, and a fifth is not', async () => {
  const slots = await Promise.all([0, 0, 0.3, 0.9].map((chance) => healths.enter('acme', 'four', 4, at, chance)));
  expect(new Set(slots.map((slot) => entered(slot).name)).size).toBe(4);
  expect(await healths.enter('acme', 'four', 4, at, 0.5)).toMatchObject({ turnedAway: 'full' });
});

test('one that goes alone is not let in while any is on its way that began before', async () => {
  const before = entered(await healths.enter('acme', 'alone', 4, at, 0.9));
  expect(before.name).not.toBe('slot0');
  expect(await healths.enter('acme', 'alone', 1, at, 0)).toMatchObject({ turnedAway: 'full' });
  await healths.leave(before, 'well', at, 0);
  entered(await healths.enter('acme', 'alone', 1, at, 0));
});

test('who comes out hears whether anybody waits, whatever was heard of the partner', async () => {
  const out = async (heard: 'well' | { failed: string } | undefined) =>
    (await healths.leave(entered(await healths.enter('acme', 'line', 4, at, 0)), heard, at, 0)).waits;
  expect([await out('well'), await out({ failed: 'status 500' }), await out(undefined)]).toEqual([false, false, false]);
  await healths.someWait('acme', 'line');
  expect([await out({ failed: 'status 500' }), await out('well'), await out(undefined)]).toEqual([true, true, true]);
  await healths.noneWait('acme', 'line');
  expect(await out('well')).toBe(false);
});
