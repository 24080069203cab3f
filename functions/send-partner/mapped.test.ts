import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeByMapping } from '#common/mapping/write-by-mapping.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { mappings } from '#common/store/mappings.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { mappingWorld } from '../../test/kit/mapping-world.ts';
import { startReceiver } from '../../test/kit/receiver.ts';
import { sendShipment } from './send-shipment.ts';

let world: World;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  world = await startWorld();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await world.stop();
});
afterEach(() => {
  world.woken.length = 0;
  receiver.reset();
});

function sender() {
  const { registry, now } = world.needs;
  const byMapping = writeByMapping({ mappings: mappings(world.table.db, tables.registry), registry, now });
  return runDelivery(world.needs, 'delivered', sendShipment({ ...world.needs, byMapping }));
}

/** A house that sends a shipment to a partner with a mapping; the mapping as it is in force, where it is. */
async function sent(mapping: object | undefined): Promise<House> {
  const house = await aHouse(world, { units: 20 });
  const { tenant } = house;
  if (mapping !== undefined) await mappingWorld(world.table, tenant).inForce('theirs', { mapping });
  const how = { channel: 'https', url: receiver.url('inbox'), mapping: { out: 'theirs' } };
  await approved(world.table.db, tenant, 'partner', 'medico', { name: 'Medico', party: medico, ...how });
  await house.produce();
  const subject = { eventIds: [await house.ship()] };
  await world.needs.deliveries.plan(
    { tenant, deliveryId: 'd1', kind: 'delivery', partner: 'medico', subject },
    world.needs.now(),
  );
  await sender()({ tenant, deliveryId: 'd1' });
  return house;
}
const standing = ({ tenant }: House) => world.needs.deliveries.get(tenant, 'd1');

describe('a partner with a mapping for what it is sent', () => {
  test('gets the shipment in its own form, and the delivery tells by which version', async () => {
    const house = await sent({ direction: 'out', format: 'epcis-1.2-xml', header: {} });
    expect(await standing(house)).toMatchObject({
      state: 'delivered',
      frozen: { mapping: 'theirs@1', fileName: 'd1.xml' },
    });
    const [one] = receiver.received();
    expect(one?.headers['content-type']).toContain('xml');
    const head = readDocument(one?.body.toString('utf8') ?? '');
    if (isRefusal(head)) throw new Error(head.detail);
    expect(head).toMatchObject({ schemaVersion: '1.2', receiver: expect.stringContaining('9521999') });
    const said = JSON.stringify(head.masterData);
    expect(said).toContain('Acmeprazole 20 mg');
    expect(said).not.toMatch(/seriate/);
  });

  test('is sent nothing while that is out of force, and gets it as soon as it is in force', async () => {
    const house = await sent(undefined);
    expect(await standing(house)).toMatchObject({ state: 'due', failure: expect.stringContaining('theirs') });
    expect(receiver.received()).toEqual([]);
    const mapping = { direction: 'out', format: 'epcis-1.2-xml', header: {} };
    await mappingWorld(world.table, house.tenant).inForce('theirs', { mapping });
    world.forward(3_600_000);
    await sender()({ tenant: house.tenant, deliveryId: 'd1' });
    expect(await standing(house)).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(receiver.received()).toHaveLength(1);
  });

  test('is sent nothing in another form, when it cannot say it', async () => {
    const select = { types: ['TransformationEvent'] };
    const none = await sent({ direction: 'out', format: 'csv', columns: [{ name: 'epc', of: 'epc' }], select });
    expect(await standing(none)).toMatchObject({ state: 'rejected', failure: expect.stringContaining('none of') });
    expect(receiver.received()).toEqual([]);
  });
});
