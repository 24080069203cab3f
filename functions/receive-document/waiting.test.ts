import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { aProduct } from '../../test/kit/builders.ts';
import { documentOf, here, minute, stored } from '../../test/kit/events.ts';
import { type InboundWorld, packer, startInboundWorld } from '../../test/kit/inbound-world.ts';

let world: InboundWorld;
let house: Awaited<ReturnType<InboundWorld['house']>>;
let ids = 0;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.drain();
  house = await world.house();
});

const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;
const box = 'urn:epc:id:sscc:9521987.0000000001';
const commission = (...serials: string[]) =>
  commissionEvent({ epcs: serials.map(house.pack), at: minute(1), lot: 'L1', ...here });
const pack = (...serials: string[]) =>
  packEvent({ parent: box, children: serials.map(house.pack), at: minute(2), ...here });

const send = async (events: readonly EpcisEvent[], partner = 'packright') => {
  const body = new Uint8Array(Buffer.from(documentOf(events)));
  const { documentId } = await world.keep({ tenant: house.tenant, partner, senderId: `w${ids++}`, body });
  await world.drain(60_000);
  return documentId;
};
const stateOf = async (id: string) => (await world.inbound.get(house.tenant, id))?.state;
const rowOf = async (id: string) => world.inbound.get(house.tenant, id);
/** What `sweep` does: a quarter of an hour later it wakes what is due. */
const later = async (id: string, ms = QUARTER + 60_000) => {
  world.forward(ms);
  await world.receive({ tenant: house.tenant, inbound: id });
  await world.drain(60_000);
};

describe('packing of units that nothing has commissioned', () => {
  test('waits and says for what; the commissioning wakes it, whatever time is left', async () => {
    const packed = await send([pack('1', '2')]);
    expect(await rowOf(packed)).toMatchObject({ state: 'waiting', waitsFor: expect.stringContaining('commissioning') });
    const commissioned = await send([commission('1', '2')]);
    await world.drain();
    expect([await stateOf(commissioned), await stateOf(packed)]).toEqual(['accepted', 'accepted']);
    const row = await rowOf(packed);
    expect([row?.waitsFor, row?.waitsSince]).toEqual([undefined, undefined]);
  });

  test('waits on while a part of them is missing', async () => {
    const packed = await send([pack('1', '2')]);
    await send([commission('1')]);
    expect(await stateOf(packed)).toBe('waiting');
    expect((await rowOf(packed))?.waitsFor).toContain('2');
    await send([commission('2')]);
    await world.drain(60_000);
    expect(await stateOf(packed)).toBe('accepted');
  });

  test('is captured after four hours all the same, and not before', async () => {
    const packed = await send([pack('1')]);
    for (let waited = 0; waited < 4 * HOUR - 2 * QUARTER; waited += QUARTER + 60_000) {
      await later(packed);
      expect(await stateOf(packed)).toBe('waiting');
    }
    await later(packed, HOUR);
    expect(await stateOf(packed)).toBe('accepted');
    expect(await world.ledger.eventsOf(house.tenant, house.pack('1'))).toHaveLength(1);
  });

  test('is woken by no other partner’s document', async () => {
    await approved(world.engine.db, house.tenant, 'partner', 'other', {
      name: 'Other',
      party: 'urn:epc:id:pgln:9521988.00001',
      channel: 'portal',
      kind: 'cmo',
    });
    const packed = await send([pack('1')]);
    await send([commission('1')], 'other');
    await world.drain(60_000);
    expect(await stateOf(packed)).toBe('waiting');
    await later(packed);
    expect(await stateOf(packed)).toBe('accepted');
  });

  test('is looked at once, however many documents are taken in at once', async () => {
    const packed = await send([pack('1')]);
    const others = await Promise.all(
      ['4', '5', '6', '7'].map((serial) => {
        const body = new Uint8Array(Buffer.from(documentOf([commission(serial)])));
        return world.keep({ tenant: house.tenant, senderId: serial, body });
      }),
    );
    const messages = others.map(({ documentId }) => ({ tenant: house.tenant, inbound: documentId }));
    for (const message of messages) await world.receive(message);
    await world.captureAll();
    world.forward(5_000);
    for (const message of messages) await world.receive(message);
    expect(world.woken.filter(({ message }) => message.inbound === packed)).toHaveLength(1);
  });

  test('waits for nothing in one document with the commissioning, in any order', async () => {
    expect(await stateOf(await send([pack('1'), commission('1')]))).toBe('accepted');
    // A document is read in slices: what begins in one is not missing in another.
    const between = Array.from({ length: 600 }, (_, i) => commission(`x${i}`));
    expect(await stateOf(await send([pack('2'), ...between, commission('2')]))).toBe('accepted');
    expect(await stateOf(await send([commission('3'), ...between, pack('3')]))).toBe('accepted');
  });

  test('waits for nothing where its sender only passes goods on', async () => {
    house = await world.house({ kind: 'wholesaler' });
    const shipped = shipEvent({
      ...{ epcs: [house.pack('1'), box], at: minute(1), offset: '+01:00', readPoint: here.readPoint },
      ...{ from: 'urn:epc:id:pgln:9521321.00001', to: packer.party },
    });
    await world.ledger.append(house.tenant, stored([shipped], 'own'));
    expect(await stateOf(await send([pack('1')]))).toBe('accepted');
  });

  test('waits for nothing of goods that are not ours', async () => {
    const children = ['urn:epc:id:sgtin:9521987.000001.1'];
    expect(await stateOf(await send([packEvent({ parent: box, children, at: minute(2), ...here })]))).toBe('accepted');
  });

  test('waits when it was looked at by many at once, and once', async () => {
    const body = new Uint8Array(Buffer.from(documentOf([pack('1')])));
    const { documentId: inbound } = await world.keep({ tenant: house.tenant, senderId: `w${ids++}`, body });
    const message = { tenant: house.tenant, inbound };
    await Promise.all([1, 2, 3].map(() => world.receive(message)));
    expect(await rowOf(inbound)).toMatchObject({ state: 'waiting', attempts: 0 });
  });
});

describe('a product of ours that nobody described', () => {
  const unknown = (serial: string) => `urn:epc:id:sgtin:9521321.099999.${serial}`;
  const GTIN = '09521321999997';
  const made = (serial = '1') => commissionEvent({ epcs: [unknown(serial)], at: minute(1), lot: 'L1', ...here });

  test('is waited for, and then refused with what to do', async () => {
    const id = await send([made()]);
    expect(await rowOf(id)).toMatchObject({ state: 'waiting', waitsFor: expect.stringMatching(/master data of 0952/) });
    await later(id, 4 * HOUR);
    expect(await rowOf(id)).toMatchObject({
      state: 'refused',
      problems: [
        { code: 'not-found', at: expect.stringMatching(/^09521321/), remedy: expect.stringContaining('EPCClass') },
      ],
    });
    expect(await world.ledger.eventsOf(house.tenant, unknown('1'))).toEqual([]);
  });

  test('is known once it is approved', async () => {
    const id = await send([made()]);
    const gtin = /(\d{14})/.exec((await rowOf(id))?.waitsFor ?? '')?.[1] ?? GTIN;
    await approved(world.engine.db, house.tenant, 'product', gtin, aProduct());
    await later(id);
    expect(await stateOf(id)).toBe('accepted');
  });
});
