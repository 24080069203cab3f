import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { carryFor } from '#common/channels/at-the-door.ts';
import { placeOf } from '#common/store/partner-rows.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { type PartnerWorld, startPartnerWorld } from '../../test/kit/partner-world.ts';
import { startReceiver } from '../../test/kit/receiver.ts';
import { sendShipment } from './send-shipment.ts';

let world: PartnerWorld;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  [world, receiver] = await Promise.all([startPartnerWorld(), startReceiver()]);
});
afterAll(async () => {
  await receiver.stop();
  await world.stop();
});
afterEach(() => {
  world.woken.length = 0;
  receiver.reset();
});

const reached = () => ({ channel: 'https', url: receiver.url('inbox') });

test('one document to a partner that is well takes one read of each thing it needs', async () => {
  const house = await world.house(2, reached());
  await world.take(world.woken.shift()?.message ?? expect.fail('nothing is planned'));
  const asked: string[] = [];
  const { middlewareStack } = world.world.table.db;
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        asked.push(commandName);
        return next(args);
      },
    { step: 'initialize', name: 'asked' },
  );
  await world.take(world.woken.shift()?.message ?? expect.fail('one is planned'));
  middlewareStack.remove('asked');
  expect((await world.rows(house)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  const reads = asked.filter((name) => /Get|Query/.test(name));
  // Its row; its partner and the partnership; the shipment; what names its pack, and those events; the master data that is told with it.
  expect(reads).toHaveLength(6);
  // Its place at the door, taken and given back; its row, taken up, about to be sent, and settled.
  expect(asked).toHaveLength(reads.length + 5);
});

test('nobody looks for those that wait once all have been called', async () => {
  const house = await world.house(12, reached());
  const held = Promise.withResolvers<void>();
  receiver.holds(held.promise);
  const taking = world.woken.splice(0).map(({ message }) => world.take(message));
  await receiver.came(4);
  let left = 0;
  const allLeft = Promise.withResolvers<void>();
  for (const one of taking) void one.then(() => ++left === 8 && allLeft.resolve());
  await allLeft.promise;
  expect(await world.needs.healths.get(house.tenant, 'medico')).toMatchObject({ waits: true });
  held.resolve();
  await Promise.all(taking);
  await world.goOn(house);
  expect(new Set((await world.rows(house)).map(({ state }) => state))).toEqual(new Set(['delivered']));
  expect(await world.needs.healths.get(house.tenant, 'medico')).toMatchObject({ waits: false });
});

test('one that joins while the last one finds nobody is called all the same', async () => {
  const house = await world.house(2, reached());
  const { tenant } = house;
  const { healths, waiting, line, now } = world.needs;
  const [first, second] = world.woken.splice(0);
  const late = (await world.rows(house)).find(
    ({ deliveryId }) => v.parse(deliveryQueueMessage, second?.message).deliveryId === deliveryId,
  );
  if (first === undefined || late === undefined) throw new Error('two are planned');
  // It was turned away when the mark was there, so it sets none.
  await healths.someWait(tenant, 'medico');
  const noneWait: typeof healths.noneWait = async (...of) => {
    const later = new Date(now().getTime() + 1_200_000);
    await waiting.turnAway(late, 'as many as may be are on their way', later, now());
    await line.join(tenant, 'medico', { place: placeOf(late), deliveryId: late.deliveryId }, now());
    return healths.noneWait(...of);
  };
  const needs = { ...world.needs, healths: { ...healths, noneWait } };
  await carryFor(needs, 'partner', sendShipment(needs))(v.parse(deliveryQueueMessage, first.message));
  await world.goOn(house);
  expect((await world.rows(house)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
});
