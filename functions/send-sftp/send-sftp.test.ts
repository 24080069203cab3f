import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { carryFor } from '#common/channels/at-the-door.ts';
import { sshIdentity } from '#common/ssh-identity.ts';
import { type DeliveryQueueMessage, deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { doorNeeds } from '../../test/kit/door-needs.ts';
import { planEvents } from '../../test/kit/plan-events.ts';
import { noCredentials, noKeys, type StartedSftpPartner, startSftpPartner } from '../../test/kit/sftp-partner.ts';
import { sendShipment } from '../send-partner/send-shipment.ts';
import { sendSftp } from './send-sftp.ts';

let world: World;
let partner: StartedSftpPartner;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  partner = await startSftpPartner();
});
afterEach(() => partner.stop());
afterAll(() => world.stop());

interface Woken {
  readonly by: 'partner' | 'sftp';
  readonly message: DeliveryQueueMessage;
}

/** The two carriers and their queues; a message is taken by whom its queue belongs to. */
function carriers() {
  const woken: Woken[] = [];
  const into = (by: Woken['by']) => async (message: object) =>
    void woken.push({ by, message: v.parse(deliveryQueueMessage, message) });
  const [wakePartner, wakeSftp] = [into('partner'), into('sftp')];
  const door = doorNeeds(world.table);
  const writes = { ...world.needs, ...door, carriers: { sftp: wakeSftp }, wake: wakePartner };
  const carries = {
    ...world.needs,
    ...door,
    guard: partner.needs.guard,
    credentials: noCredentials,
    sshKeys: noKeys,
    carriers: { partner: wakePartner },
    wake: wakeSftp,
  };
  const take = {
    partner: carryFor(writes, 'partner', sendShipment(writes)),
    sftp: carryFor(carries, 'sftp', sendSftp(carries)),
  };
  return {
    woken,
    wakePartner,
    take,
    /** Hands messages over until none is left; time goes on, so that each is due. */
    drain: async (most = 30) => {
      for (let next = woken.shift(), n = 0; next !== undefined && n < most; next = woken.shift(), n++) {
        world.forward(20 * 60_000);
        await take[next.by](next.message);
      }
    },
  };
}

async function shippedTo(settings: Partial<SftpSettings> = {}) {
  const house = await aHouse(world, { units: 10 });
  partner.sandbox.trust(sshIdentity(await world.needs.root(), house.tenant).publicKey);
  const sftp = { ...partner.settings, ...settings };
  const inForce = { name: 'Medico', party: medico, channel: 'sftp', url: partner.sandbox.url, sftp };
  await approved(world.table.db, house.tenant, 'partner', 'medico', inForce);
  await house.produce();
  const queues = carriers();
  await planEvents({ needs: { ...world.needs, wakePartner: queues.wakePartner } }, house.tenant, await house.ship());
  return { house, ...queues };
}

async function rowOf({ tenant }: House) {
  const { deliveries } = await world.needs.deliveries.list(tenant, { limit: 10 });
  const [only] = deliveries;
  if (only === undefined) throw new Error('not planned');
  return only;
}

describe('a shipment to a partner with an SFTP server', () => {
  test('is written by one, put by the other, and delivered: the bytes that were kept are those that are there', async () => {
    const { house, drain } = await shippedTo();
    await drain();
    const row = await rowOf(house);
    expect(row).toMatchObject({ state: 'delivered', attempts: 1, frozen: { channel: 'sftp' } });
    expect(partner.names('out')).toEqual([`${row.frozen?.requestId}.json`]);
    const sent = await world.needs.evidence.get(row.frozen?.evidenceKey ?? '');
    expect(partner.text(`out/${row.frozen?.requestId}.json`)).toBe(Buffer.from(sent ?? []).toString());
    expect(partner.text(`out/${row.frozen?.requestId}.json`)).toContain(house.pallet);
  });

  test('is put once, though the answer to its name is lost and wake-ups come doubled', async () => {
    const { house, drain, woken } = await shippedTo();
    partner.sandbox.turn([{ kind: 'no-answer', on: 'rename', from: 1, count: 1 }]);
    woken.push(...woken);
    await drain();
    expect(await rowOf(house)).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(partner.names('out')).toHaveLength(1);
  });

  test('goes on after the server was away, by itself', async () => {
    const { house, drain } = await shippedTo();
    partner.sandbox.turn([{ kind: 'refuse', on: 'hello', from: 1, count: 4 }]);
    await drain();
    expect(await rowOf(house)).toMatchObject({ state: 'delivered', attempts: 5 });
  });

  test('is rejected where there is no folder for it, and says which', async () => {
    const { house, drain } = await shippedTo();
    rmSync(join(partner.sandbox.root, 'out'), { recursive: true });
    await drain();
    expect(await rowOf(house)).toMatchObject({ state: 'rejected', failure: expect.stringContaining('no folder out') });
  });

  test('waits for what the partner says of it, and keeps that', async () => {
    const { house, drain, woken } = await shippedTo({ answers: 'answers' });
    await drain(2);
    const { state, frozen } = await rowOf(house);
    expect(state).toBe('sent');
    partner.put(`answers/${frozen?.requestId}.json.error`, 'unknown GTIN');
    expect(woken).toHaveLength(0);
    world.forward(3_600_000);
    const { tenant, deliveryId } = await rowOf(house);
    // As `sweep` does, which knows no channels.
    woken.push({ by: 'partner', message: { tenant, deliveryId } });
    await drain();
    const row = await rowOf(house);
    expect(row).toMatchObject({ state: 'rejected', failure: 'unknown GTIN' });
    const told = await world.needs.evidence.get(row.evidence.at(-1)?.key ?? '');
    expect(Buffer.from(told ?? []).toString()).toBe('unknown GTIN');
  });

  test('is asked for through a night and longer before a person is, as partners run their batches then', async () => {
    const { house, take } = await shippedTo({ answers: 'answers' });
    const { tenant, deliveryId } = await rowOf(house);
    await take.partner({ tenant, deliveryId });
    await take.sftp({ tenant, deliveryId });
    const begun = world.needs.now().getTime();
    for (let row = await rowOf(house); row.state === 'sent'; row = await rowOf(house)) {
      const wait = Date.parse(row.notBefore ?? '') - world.needs.now().getTime();
      world.forward(Math.max(1_000, wait));
      await take.sftp({ tenant, deliveryId });
    }
    const hours = (world.needs.now().getTime() - begun) / 3_600_000;
    expect([(await rowOf(house)).state, hours > 24, hours < 36]).toEqual(['parked', true, true]);
  });

  test('waits while it cannot be opened, and says what is missing', async () => {
    const { house, drain } = await shippedTo({ auth: 'password' });
    await drain(6);
    const { state, failure } = await rowOf(house);
    expect([state, failure]).toEqual(['due', expect.stringContaining('password')]);
  });

  test('is left to whoever carries the channel that the partner has by now', async () => {
    const { house, take, woken } = await shippedTo();
    const [first] = woken.splice(0);
    if (first === undefined) throw new Error('nobody was woken');
    await take.partner(first.message);
    const hook = { name: 'Medico', party: medico, channel: 'webhook', url: 'https://medico.example/hook' };
    await approved(world.table.db, house.tenant, 'partner', 'medico', hook);
    await take.sftp(first.message);
    expect(woken.map(({ by }) => by)).toEqual(['sftp', 'partner']);
    expect(await rowOf(house)).toMatchObject({ state: 'due', attempts: 0 });
    expect(partner.names('out')).toEqual([]);
  });
});
