import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { resultOf } from '#common/inbound/result-of.ts';
import { writeExchange } from '#shared/mapping/exchange/write-exchange.ts';
import { readyMappings } from '#shared/mapping/ready-mappings.ts';
import { type InboundWorld, startInboundWorld } from '../../test/kit/inbound-world.ts';
import { mappingWorld } from '../../test/kit/mapping-world.ts';
import { good } from '../../test/kit/unit-maker.ts';

let world: InboundWorld;
let house: Awaited<ReturnType<InboundWorld['house']>>;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.drain());

/** A partner that agreed on one of the ready mappings. */
const agreeOn = async (name: string) => {
  house = await world.house({ mapping: { in: name } });
  const ready = readyMappings.find((one) => one.name === name);
  await mappingWorld(world.engine, house.tenant).inForce(name, { mapping: ready?.mapping });
};
const sent = async (text: string, fileName: string) => {
  const body = new Uint8Array(Buffer.from(text));
  const contentType = 'application/octet-stream';
  const { documentId } = await world.keep({ tenant: house.tenant, senderId: fileName, body, fileName, contentType });
  await world.drain();
  return world.inbound.get(house.tenant, documentId);
};
const columns = [
  ...['event', 'what', 'time', 'offset', 'epc', 'gtin', 'serial', 'sscc', 'lot', 'expiry', 'parent', 'read point'],
  ...['location', 'order', 'despatch advice', 'from', 'to', 'event id'],
];
const rows = (...packs: string[]) => {
  const said = { event: '1', what: 'commission', time: '2026-03-01T08:01:00Z', offset: '+01:00', lot: 'L1' };
  const cells = packs.map((epc) =>
    columns.map((name) => Object.entries({ ...said, epc }).find(([of]) => of === name)?.[1]),
  );
  return [columns, ...cells].map((row) => row.join(',')).join('\r\n');
};

test('a pack list becomes events by the mapping of its partner, whose version its row names', async () => {
  await agreeOn('pack-list-csv-in');
  const row = await sent(rows(house.pack('1'), house.pack('2')), 'packs.csv');
  expect(row).toMatchObject({ state: 'accepted', family: 'epcis', mapping: 'pack-list-csv-in@1', problems: [] });
  expect(await world.ledger.eventsOf(house.tenant, house.pack('2'))).toMatchObject([
    { event: { type: 'ObjectEvent' } },
  ]);
});

test('what a mapping leaves out is told to whoever sent it, and a list of which nothing is taken is refused', async () => {
  const ready = readyMappings.find((one) => one.name === 'pack-list-csv-in');
  house = await world.house({ mapping: { in: 'pack-list-csv-in' } });
  const mapping = { ...ready?.mapping, select: { bizSteps: ['commissioning'] } };
  await mappingWorld(world.engine, house.tenant).inForce('pack-list-csv-in', { mapping });
  const made = rows(house.pack('1'));
  const ended = rows(house.pack('1')).replace('commission', 'destroy').replace('08:01', '09:01').split('\r\n')[1] ?? '';
  const both = await sent(`${made}\r\n${ended}`, 'both.csv');
  expect(both).toMatchObject({ state: 'accepted', problems: [{ code: 'left-out', at: '/select' }] });
  expect(both && resultOf(both)).toMatchObject({ state: 'accepted', errors: [{ code: 'left-out' }] });
  expect(await sent(rows(house.pack('1')).replace('commission', 'destroy'), 'ended.csv')).toMatchObject({
    state: 'refused',
    problems: [{ at: '/select', detail: expect.stringContaining('none of the 1 events') }],
  });
});

test('a row that says nonsense refuses the list, with its place, and what is no pack list is none', async () => {
  await agreeOn('pack-list-csv-in');
  expect(await sent(rows(house.pack('1'), 'nonsense'), 'a.csv')).toMatchObject({
    state: 'refused',
    problems: [{ at: expect.stringContaining('3'), remedy: expect.any(String) }],
  });
  expect(await sent('{"type":"EPCISDocument"}', 'b.json')).toMatchObject({ state: 'refused' });
  expect(await world.ledger.eventsOf(house.tenant, house.pack('1'))).toEqual([]);
});

test('a message that is no events is named, and given to who acts on it, whoever is woken for it', async () => {
  await agreeOn('serial-exchange-in');
  const header = {
    sender: '9521987000016',
    receiver: '9521321000017',
    controlNumber: '1',
    date: '2026-03-01',
    time: '10:00:00Z',
  };
  const content = { requestId: 'r-1', idType: 'GTIN', size: 100, objectKey: { gtin: house.gtin } } as const;
  const of = { family: 'serial-request' as const, content };
  const text = good(writeExchange(header, [of]));
  const strange = good(writeExchange({ ...header, sender: '9521988000015' }, [of]));
  expect(await sent(strange, 'strange.xml')).toMatchObject({ state: 'refused', problems: [{ at: 'Sender' }] });
  const row = await sent(text, 'request.xml');
  expect(row).toMatchObject({ state: 'reading', family: 'serial-request', controlNumber: '1', problems: [] });
  const message = { tenant: house.tenant, inbound: row?.documentId ?? '' };
  world.acted.length = 0;
  await world.receive(message);
  expect(world.acted).toEqual([message]);
  expect(await world.inbound.get(house.tenant, message.inbound)).toEqual(row);
});
