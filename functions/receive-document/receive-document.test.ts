import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { refuse } from '#shared/refusal.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { epcisXml, eventsXml, seenXml } from '../../test/kit/epcis-xml.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';
import { type InboundWorld, packer, startInboundWorld } from '../../test/kit/inbound-world.ts';
import { receiveDocument } from './receive-document.ts';

/** A pack of the partner's, which needs nothing of ours. */
const seenPack = seenXml().replaceAll('9521321', '9521987');

let world: InboundWorld;
let house: Awaited<ReturnType<InboundWorld['house']>>;
let ids = 0;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
  world.woken.length = 0;
});

type Sent = string | Uint8Array;
const send = async (body: Sent, more: Partial<Parameters<InboundWorld['keep']>[0]> = {}) => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const kept = await world.keep({ tenant: house.tenant, senderId: `s${ids++}`, body: new Uint8Array(bytes), ...more });
  return kept.documentId;
};
/** Sent, and read to wherever it comes without waiting. */
const sent = async (body: Sent, more: Partial<Parameters<InboundWorld['keep']>[0]> = {}) => {
  const id = await send(body, more);
  await world.drain();
  return rowOf(id);
};
const rowOf = async (id: string) => {
  const row = await world.inbound.get(house.tenant, id);
  if (row === undefined) throw new Error(`no ${id}`);
  return row;
};
const commission = (serial = '1', more: Partial<EpcisEvent> = {}): EpcisEvent =>
  Object.assign(commissionEvent({ epcs: [house.pack(serial)], at: minute(1), lot: 'L1', ...here }), more);
const storedOf = async (serial: string) =>
  (await world.ledger.eventsOf(house.tenant, house.pack(serial))).map(({ event }) => event.type);

describe('a sound document', () => {
  test('is captured, and its sender reads that it was accepted', async () => {
    expect(await sent(documentOf([commission()]))).toMatchObject({
      state: 'accepted',
      family: 'epcis',
      problems: [],
      captureId: expect.stringMatching(/^\d{8}T\d{9}Z-/),
      settledAt: expect.any(String),
    });
    expect(await storedOf('1')).toEqual(['ObjectEvent']);
  });

  test('in XML of 1.2 is captured from the very bytes that came', async () => {
    const text = eventsXml('1.2', seenPack).replace(
      '<epcis',
      '<?xml version="1.0" encoding="ISO-8859-1"?>\r\n<!-- Köln -->\r\n<epcis',
    );
    const bytes = new Uint8Array(Buffer.from(text, 'latin1'));
    const row = await sent(bytes, { contentType: 'application/octet-stream', fileName: 'events.xml' });
    expect(row).toMatchObject({ state: 'accepted', problems: [] });
    expect(await world.evidence.get(row.key)).toEqual(bytes);
    expect(await world.evidence.get(`${house.tenant}/capture/${row.captureId}`)).toEqual(bytes);
  });

  test('without an encoding of its own is read in the charset that its sender names', async () => {
    const body = new Uint8Array(Buffer.from(eventsXml('1.2', `<!-- Köln -->${seenPack}`), 'latin1'));
    expect((await sent(body, { contentType: 'text/xml; charset=iso-8859-1' })).state).toBe('accepted');
    expect(
      (await sent(body, { contentType: 'text/xml', senderId: 'other', partner: 'packright', way: 'as2' })).state,
    ).toBe('duplicate');
  });

  test('that comes twice under two ids is captured once', async () => {
    const text = documentOf([commission()]);
    const first = await sent(text);
    expect(await sent(text)).toMatchObject({ state: 'duplicate', duplicateOf: first.documentId });
    expect((await world.lists.list(house.tenant, 10)).jobs).toHaveLength(1);
  });
});

describe('refused, with place, rule and remedy, and nothing of it stored, is', () => {
  test.each<[string, () => Sent, object]>([
    ['nothing', () => new Uint8Array(), { at: '1:1', detail: 'the document is empty' }],
    ['nothing but white space', () => ' ', { at: '1:1', detail: 'the document is empty but for white space' }],
    ['what is no EPCIS', () => 'serial;lot\n1;L1', { code: 'unsupported-media' }],
    [
      'a document that is cut off',
      () => documentOf([commission()]).slice(0, -30),
      { code: 'malformed', at: expect.any(String) },
    ],
    ['a bomb of entities', () => `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, { code: expect.stringMatching(/./) }],
    [
      'bytes in no encoding',
      () => new Uint8Array(Buffer.from(documentOf([commission()]).replace('L1', 'Kö'), 'latin1')),
      { at: expect.stringMatching(/^byte /) },
    ],
    [
      'an event that breaks the standard',
      () => documentOf([commission()]).replace('"ADD"', '"BUILD"'),
      { at: expect.stringContaining('eventList') },
    ],
    ['a document after half of another', () => `${documentOf([commission()])}{}`, { code: 'malformed' }],
  ])('%s', async (_, made, problem) => {
    const row = await sent(made());
    expect(row).toMatchObject({ state: 'refused', problems: [{ detail: expect.any(String), ...problem }] });
    expect(row.problems[0]?.remedy ?? row.problems[0]?.rule).toEqual(expect.any(String));
    expect(await storedOf('1')).toEqual([]);
    expect((await world.lists.list(house.tenant, 10)).jobs).toEqual([]);
  });

  test('what is wrong with hundreds of events, in a list that ends', async () => {
    const events = Array.from({ length: 300 }, (_, i) => commission(String(i)));
    const { problems } = await sent(documentOf(events).replaceAll('"ADD"', '"BUILD"'));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)?.detail).toBe('and 250 more');
  });

  test('an event whose id stands for another one', async () => {
    await sent(documentOf([commission('1', { eventID: 'urn:uuid:a' })]));
    const row = await sent(documentOf([commission('2'), commission('3', { eventID: 'urn:uuid:a' })]));
    expect(row).toMatchObject({
      state: 'refused',
      problems: [{ at: 'event 1', rule: expect.stringContaining('7.4.1') }],
    });
    expect(await storedOf('2')).toEqual([]);
  });
});

describe('a foreign document', () => {
  const header = (from: string, to: string) => {
    const party = (role: string, id: string) =>
      `<sbdh:${role}><sbdh:Identifier Authority="GS1">${id}</sbdh:Identifier></sbdh:${role}>`;
    const about = `<sbdh:DocumentIdentification><sbdh:Standard>EPCglobal</sbdh:Standard><sbdh:TypeVersion>1.0</sbdh:TypeVersion><sbdh:InstanceIdentifier>${ids}</sbdh:InstanceIdentifier><sbdh:Type>Events</sbdh:Type><sbdh:CreationDateAndTime>2026-03-01T10:00:00Z</sbdh:CreationDateAndTime></sbdh:DocumentIdentification>`;
    const inside = `<sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>${party('Sender', from)}${party('Receiver', to)}${about}`;
    const sbdh = `<EPCISHeader><sbdh:StandardBusinessDocumentHeader xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">${inside}</sbdh:StandardBusinessDocumentHeader></EPCISHeader>`;
    return epcisXml('1.2', `<EventList>${seenPack}</EventList>`, sbdh);
  };
  const [theirs, ours, nobodys] = [
    'urn:epc:id:sgln:9521987.00005.0',
    'urn:epc:id:sgln:9521321.00017.0',
    'urn:epc:id:sgln:9529999.00001.0',
  ];

  test.each([
    ['from another', () => header(nobodys, ours), 'Sender'],
    ['for another', () => header(theirs, nobodys), 'Receiver'],
  ])('by its header %s is refused', async (_, made, at) => {
    expect(await sent(made())).toMatchObject({ state: 'refused', problems: [{ code: 'not-permitted', at }] });
  });

  test('that names any site of its sender and of ours is taken, and so is one that names them by no GLN', async () => {
    expect(await sent(header(theirs, ours))).toMatchObject({ state: 'accepted' });
    expect(await sent(header('Packright plant 2', '0123456789'))).toMatchObject({ state: 'accepted' });
  });

  test('for a place of others that is in our master data is taken', async () => {
    const place = {
      name: '3PL',
      companyPrefix: '9529999',
      kind: 'warehouse',
      address: { street: 'A 1', city: 'Leiden', postalCode: '2333', country: 'NL' },
    };
    await approved(world.engine.db, house.tenant, 'location', '9529999000019', place);
    expect(await sent(header(theirs, nobodys))).toMatchObject({ state: 'accepted' });
  });

  const shipment = (from: string) =>
    shipEvent({
      epcs: [house.pack('1')],
      at: minute(5),
      offset: '+01:00',
      readPoint: here.readPoint,
      from,
      to: 'urn:epc:id:pgln:9521321.00001',
    });

  test('that ships to us in the name of somebody else is refused at that event', async () => {
    const row = await sent(documentOf([commission(), shipment('urn:epc:id:pgln:9529999.00001')]));
    expect(row).toMatchObject({
      state: 'refused',
      problems: [{ at: 'event 1', rule: expect.stringContaining('CBV') }],
    });
    expect(await sent(documentOf([commission(), shipment(packer.party)]))).toMatchObject({ state: 'accepted' });
  });

  test('of who is no partner in force is refused', async () => {
    const row = await sent(documentOf([commission()]), { partner: 'stranger' });
    expect(row).toMatchObject({ state: 'refused', problems: [{ code: 'not-permitted' }] });
  });
});

describe('what was kept before a partnership was suspended', () => {
  const may = async () => refuse('not-permitted', 'the partnership is suspended');
  const waiting = async () => {
    const inbound = await send(documentOf([commission()]));
    const suspended = () => receiveDocument({ ...world.needs(), may })({ tenant: house.tenant, inbound });
    await suspended();
    expect(await rowOf(inbound)).toMatchObject({ state: 'waiting', waitsFor: 'the partnership is suspended' });
    return { inbound, suspended };
  };

  test('is taken when the partnership goes on', async () => {
    const { inbound } = await waiting();
    world.forward(16 * 60_000);
    await world.receive({ tenant: house.tenant, inbound });
    await world.drain();
    expect(await rowOf(inbound)).toMatchObject({ state: 'accepted' });
  });

  test('is refused after four hours', async () => {
    const { inbound, suspended } = await waiting();
    world.forward(4 * 3_600_000 + 60_000);
    await suspended();
    expect(await rowOf(inbound)).toMatchObject({ state: 'refused', problems: [{ code: 'not-permitted' }] });
  });
});

describe('a document whose fate is not one moment’s', () => {
  test('is captured once, however often and in whichever order it is woken', async () => {
    const id = await send(documentOf([commission()]));
    const message = { tenant: house.tenant, inbound: id };
    await Promise.all([world.receive(message), world.receive(message), world.receive(message)]);
    await world.receive(message);
    await world.captureAll();
    await Promise.all([world.receive(message), world.receive(message)]);
    world.forward(5_000);
    await Promise.all([world.receive(message), world.receive(message)]);
    expect(await rowOf(id)).toMatchObject({ state: 'accepted' });
    expect((await world.lists.list(house.tenant, 10)).jobs).toHaveLength(1);
    await world.receive(message);
    expect(await rowOf(id)).toMatchObject({ state: 'accepted', attempts: 0 });
  });

  test('is looked at ever later while its capture goes on', async () => {
    const id = await send(documentOf([commission()]));
    const message = { tenant: house.tenant, inbound: id };
    await world.receive(message);
    const pauses: number[] = [];
    for (let turn = 0; turn < 8; turn++) {
      const { at } = world.woken.pop() ?? { at: 0 };
      pauses.push(Math.round((at - world.clock.ms) / 1000));
      world.clock.ms = at;
      await world.receive(message);
    }
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.at(-1)).toBe(60);
    expect((await rowOf(id)).state).toBe('reading');
    await world.drain();
    expect((await rowOf(id)).state).toBe('accepted');
  });

  test('whose readers die of it is given up after sixteen of them, and people and its sender hear of it', async () => {
    const id = await send(documentOf([commission()]));
    for (let turn = 0; turn < 16; turn++) {
      const claimed = await world.inbound.claim(house.tenant, id, new Date(world.clock.ms));
      expect(claimed).toBeDefined();
      world.forward(151_000);
    }
    await world.receive({ tenant: house.tenant, inbound: id });
    expect(await rowOf(id)).toMatchObject({
      state: 'refused',
      settledAt: expect.any(String),
      problems: [{ code: 'too-complex', detail: expect.stringContaining('16 turns') }],
    });
    expect(await storedOf('1')).toEqual([]);
  });

  test('that a fault of ours keeps from being read is tried again, ever later', async () => {
    const id = await send(documentOf([commission()]));
    const down = { ...world.needs(), may: () => Promise.reject(new Error('the table is down')) };
    const due: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      await receiveDocument(down)({ tenant: house.tenant, inbound: id });
      const before = world.clock.ms;
      for (let minutes = 1; (await rowOf(id)).attempts === turn + 1 && minutes < 70; minutes++) {
        world.forward(60_000);
        const claim = await world.inbound.claim(house.tenant, id, new Date(world.clock.ms));
        if (claim === undefined) continue;
        await world.inbound.settle(claim, { attempts: turn + 1 }, new Date(world.clock.ms));
        break;
      }
      due.push(Math.round((world.clock.ms - before) / 60_000));
    }
    expect(due.slice(0, 4)).toEqual([1, 2, 4, 8]);
    expect(Math.max(...due)).toBeLessThanOrEqual(61);
    await world.receive({ tenant: house.tenant, inbound: id });
    await world.drain();
    expect((await rowOf(id)).state).toBe('accepted');
  });
});
