import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { carryFrozen } from '#common/channels/carry-frozen.ts';
import { httpsChannel } from '#common/channels/https-channel.ts';
import { onOwnQueue } from '#common/channels/on-own-queue.ts';
import { networkOpener } from '#common/channels/open-channel.ts';
import { portalOpener } from '#common/channels/portal-channel.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundChange } from '#common/store/inbound-row.ts';
import { partnerMailbox } from '#common/store/partner-mailbox.ts';
import { type DeliveryQueueMessage, deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { doorNeeds } from '../../test/kit/door-needs.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { startReceiver } from '../../test/kit/receiver.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { planCaptured } from '../plan-deliveries/plan-captured.ts';
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
  toAs2.length = 0;
  receiver.reset();
});

/** What was put on the queue of AS2, which nobody empties by itself here. */
const toAs2: DeliveryQueueMessage[] = [];
const wakeAs2 = async (message: object) => void toAs2.push(v.parse(deliveryQueueMessage, message));
const inboxOf = () => inboundDocuments(world.table.db, world.table.deliveries);

/** `send-partner` as its handler wires it. */
function partnerSender() {
  const { registry, evidence, now } = world.needs;
  const inbound = inboxOf();
  const keep = keepInbound({ inbound, evidence, wake: async () => undefined });
  const mailbox = partnerMailbox(world.table.db, tables.deliveries);
  const others = {
    network: networkOpener({ registry, keep, inbound, now }),
    portal: portalOpener({ mailbox, now }),
  };
  const needs = { ...world.needs, ...doorNeeds(world.table), others, carriers: { as2: wakeAs2 } };
  return onOwnQueue(needs, 'partner', runDelivery(needs, 'delivered', sendShipment(needs)));
}

/** Carries written messages as a function of another queue does; here, to a service over HTTP. */
function as2Sender() {
  const { send, guard } = world.needs;
  const needs = {
    ...world.needs,
    ...doorNeeds(world.table),
    wake: wakeAs2,
    carriers: { partner: world.needs.wake },
  };
  const channel = { ...httpsChannel(receiver.url('as2'), { send, tls: {} }, guard), kind: 'as2' as const };
  return onOwnQueue(
    needs,
    'as2',
    runDelivery(needs, 'delivered', (claim) => carryFrozen(needs, claim, channel)),
  );
}

/** A house whose partner is reached so, and a shipment to it that is planned. */
async function shippedTo(partner: object): Promise<House> {
  const house = await aHouse(world, { units: 20 });
  await change(house, partner);
  await house.produce();
  const eventIds = [await house.ship()];
  const captureJobs = {
    eventIds: async (_: string, __: string, from: number, count: number) => eventIds.slice(from, from + count),
    markPlanned: async () => undefined,
  };
  const progress = { reached: async () => 0, note: async () => 'noted' as const };
  await planCaptured({ ...world.needs, captureJobs, progress, followUps: [] })({
    tenant: house.tenant,
    captureId: 'c1',
  });
  return house;
}

const change = ({ tenant }: House, partner: object) =>
  approved(world.table.db, tenant, 'partner', 'medico', { name: 'Medico', party: medico, ...partner });
const planned = async ({ tenant }: House) => (await world.needs.deliveries.list(tenant, { limit: 10 })).deliveries;

async function only(house: House) {
  const [one, ...others] = await planned(house);
  if (one === undefined || others.length > 0) throw new Error('not one delivery');
  return one;
}
const messageOf = async (house: House) => ({ tenant: house.tenant, deliveryId: (await only(house)).deliveryId });
const as2 = async () => ({
  channel: 'as2',
  url: 'https://partner.example/as2',
  as2: { id: 'MEDICO', certificates: [(await signingCertificate('rsa')).certificate] },
});
const https = () => ({ channel: 'https', url: receiver.url('inbox') });

describe('a partner that is reached by another sender', () => {
  test('has its message written once and handed on, which counts as no try', async () => {
    const house = await shippedTo(await as2());
    await world.drain(partnerSender());
    expect(toAs2).toEqual([await messageOf(house)]);
    const row = await only(house);
    expect(row).toMatchObject({
      state: 'due',
      attempts: 0,
      uncertain: false,
      evidence: [],
      failure: 'is written, and goes by as2',
    });
    expect(row.frozen).toMatchObject({ requestId: row.deliveryId });
    expect(row.frozen?.channel).toBeUndefined();
    expect(receiver.received()).toEqual([]);
  });

  test('gets the frozen bytes, and what it answered is kept', async () => {
    const house = await shippedTo(await as2());
    await world.drain(partnerSender());
    const frozen = await world.needs.evidence.get((await only(house)).frozen?.evidenceKey ?? '');
    await as2Sender()(await messageOf(house));
    const row = await only(house);
    expect(row).toMatchObject({ state: 'delivered', attempts: 1, frozen: { channel: 'as2' } });
    expect(row.evidence.map(({ direction }) => direction)).toEqual(['sent', 'answered']);
    const [one] = receiver.received();
    expect(one?.body.equals(Buffer.from(frozen ?? []))).toBe(true);
    expect(one?.headers).toMatchObject({ 'idempotency-key': row.deliveryId, 'gs1-epcis-version': '2.0.0' });
  });

  test('is passed on without being taken up, whenever the sweep wakes the wrong one', async () => {
    const house = await shippedTo(await as2());
    await world.drain(partnerSender());
    const before = await only(house);
    toAs2.length = 0;
    await partnerSender()(await messageOf(house));
    await partnerSender()(await messageOf(house));
    expect(toAs2).toHaveLength(2);
    expect(await only(house)).toEqual(before);
  });

  test('hands a message back that is not written', async () => {
    const house = await shippedTo(await as2());
    world.woken.length = 0;
    await as2Sender()(await messageOf(house));
    expect(world.woken.map(({ message }) => message)).toEqual([await messageOf(house)]);
    expect(await only(house)).toMatchObject({ attempts: 0 });
  });

  test('is written anew after it was refused and a person wants it sent', async () => {
    const house = await shippedTo(await as2());
    await world.drain(partnerSender());
    receiver.answers(() => ({ status: 422 }));
    await as2Sender()(await messageOf(house));
    const refused = await only(house);
    expect(refused.state).toBe('rejected');
    await world.needs.deliveries.reopen(refused, true, world.needs.now());
    receiver.answers(() => ({ status: 200 }));
    await as2Sender()(await messageOf(house));
    await world.drain(partnerSender());
    await as2Sender()(await messageOf(house));
    expect(await only(house)).toMatchObject({ state: 'delivered', frozen: { requestId: `${refused.deliveryId}-2` } });
  });

  test('gets the same bytes by its new channel, when that changes on the way', async () => {
    const house = await shippedTo(await as2());
    await world.drain(partnerSender());
    await change(house, https());
    await as2Sender()(await messageOf(house));
    await world.drain(partnerSender());
    expect(await only(house)).toMatchObject({ state: 'delivered', frozen: { channel: 'https' } });
    expect(receiver.received()).toHaveLength(1);
  });

  test('is not asked by its new channel about what it took in by the old one: a person decides', async () => {
    const house = await shippedTo(https());
    receiver.answers(() => ({ status: 202, headers: { location: receiver.url('results/1') } }));
    await world.drain(partnerSender(), 1);
    expect((await only(house)).state).toBe('sent');
    await change(house, { channel: 'capture', url: receiver.url('epcis') });
    await world.drain(partnerSender());
    expect(await only(house)).toMatchObject({
      state: 'parked',
      failure: expect.stringContaining('took it in by https'),
    });
  });
});

describe('a partner whose service asks who calls', () => {
  test('waits for the credential, and gets the message when it is set', async () => {
    const house = await shippedTo({ ...https(), https: { auth: 'bearer' } });
    await world.drain(partnerSender(), 1);
    expect(await only(house)).toMatchObject({
      state: 'due',
      failure: expect.stringMatching(/no token is set.*PUT \/api/),
    });
    expect(receiver.received()).toEqual([]);
    const at = world.needs.now().toISOString();
    const told = { kind: 'token', shown: '', setAt: at, setBy: 'pia' } as const;
    const entry = { at, by: 'pia', home: house.tenant, act: 'partner-credential-set', subject: 'partner medico' };
    const secret = { kind: 'token', token: 'abc' } as const;
    await world.needs.partnerCredentials.put(
      house.tenant,
      'medico',
      { secret, told },
      auditPut(tables.registry, house.tenant, entry),
    );
    await world.drain(partnerSender());
    expect(await only(house)).toMatchObject({ state: 'delivered' });
    expect(receiver.received().map(({ headers }) => headers['authorization'])).toEqual(['Bearer abc']);
  });
});

describe('a partner that fetches', () => {
  test('has a shipment ready, what was planned before it did as well', async () => {
    for (const before of [{ channel: 'portal' }, https()]) {
      const house = await shippedTo(before);
      await change(house, { channel: 'portal' });
      await world.drain(partnerSender());
      const { deliveryId, state } = await only(house);
      expect(state).toBe('delivered');
      const mailbox = partnerMailbox(world.table.db, tables.deliveries);
      expect(await mailbox.list(house.tenant, 'medico', 10)).toMatchObject({ messages: [{ message: deliveryId }] });
    }
    expect(receiver.received()).toEqual([]);
  });
});

describe('a partner that is a tenant of this installation', () => {
  let firms = 0;
  /** Another tenant, which has the house as a partner where it agreed. */
  async function reached({ agreed = true, by = 'network' } = {}) {
    const to = `medico-${++firms}`;
    const house = await shippedTo({ channel: 'network', tenant: to });
    await giveTenant(world.table.db, to);
    if (agreed) await agree(house, to, by);
    return { house, to };
  }
  const agree = ({ tenant }: House, to: string, channel = 'network') =>
    approved(world.table.db, to, 'partner', 'acme', {
      name: 'Acme',
      party: 'urn:epc:id:pgln:9521321.00001',
      channel,
      tenant,
      ...(channel !== 'network' && { url: 'https://acme.example' }),
    });
  const inbox = async (to: string) => (await inboxOf().list(to, { limit: 10 })).documents;
  const settle = async (to: string, documentId: string, how: InboundChange) => {
    const claim = await inboxOf().claim(to, documentId, world.needs.now());
    if (claim === undefined) throw new Error('not to be taken up');
    await inboxOf().settle(claim, how);
  };

  test('gets the document as one that came in, to the byte, and tells in the end that it took it', async () => {
    const { house, to } = await reached();
    await world.drain(partnerSender(), 1);
    const [one, ...others] = await inbox(to);
    const row = await only(house);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      partner: 'acme',
      way: 'network',
      senderId: `${house.tenant}/${row.deliveryId}`,
      contentType: 'application/json',
    });
    expect(row).toMatchObject({ state: 'sent', receipt: one?.documentId });
    const [theirs, ours] = [
      await world.needs.evidence.get(one?.key ?? ''),
      await world.needs.evidence.get(row.frozen?.evidenceKey ?? ''),
    ];
    expect(Buffer.from(theirs ?? []).equals(Buffer.from(ours ?? []))).toBe(true);
    await world.drain(partnerSender(), 1);
    expect((await only(house)).state).toBe('sent');
    await settle(to, one?.documentId ?? '', { state: 'accepted' });
    await world.drain(partnerSender());
    expect(await only(house)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(await inbox(to)).toHaveLength(1);
  });

  test('tells why it refused', async () => {
    const { house, to } = await reached();
    await world.drain(partnerSender(), 1);
    const [one] = await inbox(to);
    await settle(to, one?.documentId ?? '', {
      state: 'refused',
      problems: [{ at: '/epcisBody', detail: 'unknown product' }],
    });
    await world.drain(partnerSender());
    expect(await only(house)).toMatchObject({ state: 'rejected', failure: '/epcisBody: unknown product' });
  });

  test.each([{ agreed: false }, { by: 'https' }])(
    'gets nothing before it has us as a partner of this channel, too (%o)',
    async (how) => {
      const { house, to } = await reached(how);
      await world.drain(partnerSender(), 1);
      expect(await only(house)).toMatchObject({
        state: 'due',
        failure: expect.stringContaining('has no partner in force'),
      });
      expect(await inbox(to)).toEqual([]);
      await agree(house, to);
      await world.drain(partnerSender(), 1);
      expect((await only(house)).state).toBe('sent');
      expect(await inbox(to)).toHaveLength(1);
    },
  );

  test('has it once, though its sender died before it noted that it was received', async () => {
    const { house, to } = await reached();
    const { deliveries } = world.needs;
    const settled = { ...deliveries, settle: () => Promise.reject(new Error('killed')) };
    const { registry, evidence, now } = world.needs;
    const inbound = inboxOf();
    const keep = keepInbound({ inbound, evidence, wake: async () => undefined });
    const needs = {
      ...world.needs,
      deliveries: settled,
      others: { network: networkOpener({ registry, keep, inbound, now }) },
    };
    await expect(runDelivery(needs, 'delivered', sendShipment(needs))(await messageOf(house))).rejects.toThrow(
      'killed',
    );
    expect(await inbox(to)).toHaveLength(1);
    world.forward(200_000);
    await partnerSender()(await messageOf(house));
    expect(await inbox(to)).toHaveLength(1);
    expect(await only(house)).toMatchObject({ state: 'sent', receipt: (await inbox(to))[0]?.documentId });
  });
});
