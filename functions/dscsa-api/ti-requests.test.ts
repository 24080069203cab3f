import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { aHouse, type House, medico } from '../../test/kit/delivery-world.ts';
import { type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';

let world: DscsaWorld;
let house: House;
beforeAll(async () => {
  world = await startDscsaWorld();
  house = await aHouse(world.world);
  await house.produce();
});
afterAll(() => world.stop());

const HOUR_MS = 3_600_000;
const aPack = 'urn:epc:id:sgtin:9521777.000001.X';
let requests = 0;
const asked = (change: object = {}) => ({
  id: `r-${++requests}`,
  from: 'fda',
  name: 'FDA',
  contact: 'tracing@fda.example',
  receivedAt: '2026-03-01T10:00:00Z',
  ...change,
});

const people = () => world.people(house.tenant);
const receive = (change: object) => people().ask('POST /api/dscsa/ti-requests', { body: asked(change) });

describe('a request for transaction information', () => {
  test.each<[string, () => object, number, number]>([
    ['a pack, with its case and pallet', () => ({ packs: [house.packs[0]] }), 1, 3],
    ['a lot', () => ({ lots: [{ gtin: house.gtin, lot: house.lot }] }), 20, 20],
    ['a shipment', () => ({ shipments: [shipped] }), 20, 20],
  ])('is gathered for %s, as a document of the guideline', async (_, scope, units, things) => {
    const { status, id } = await receive(scope());
    expect(status).toBe(201);
    await people().bringOn(1);
    const { body } = await people().show(id);
    expect(body).toMatchObject({ state: 'gathered', ti: { document: { units } } });
    const history = Array.isArray(body['history']) ? body['history'] : [];
    const line = history.findIndex((one) => Object(one).what === 'gathered');
    const document = readXmlDocument((await people().show(id, { evidence: String(line) })).text);
    if (isRefusal(document)) throw new Error(document.detail);
    const named = JSON.stringify(document.events);
    expect(house.packs.filter((epc) => named.includes(`"${epc}"`))).toHaveLength(units);
    expect(named.includes('9521321.0999999998')).toBe('shipments' in scope());
    expect([named.includes(house.pallet), document.events.some(({ bizStep }) => bizStep === 'shipping')]).toEqual([
      true,
      true,
    ]);
    expect(new Set(named.match(/urn:epc:id:s(gtin|scc):[^"]+/g)).size).toBeGreaterThanOrEqual(things);
  });

  let shipped = '';
  beforeAll(async () => {
    await house.commission(['urn:epc:id:sscc:9521321.0999999998']);
    shipped = await house.ship(medico, [house.pallet, 'urn:epc:id:sscc:9521321.0999999998']);
  });

  test('tells a pack’s shipments alone, not those of a case that it had left, nor those that never were', async () => {
    const other = await aHouse(world.world);
    await other.produce();
    const [out = '', stays = ''] = other.packs;
    const [box = ''] = other.boxes;
    const when = { eventTime: '2026-03-01T08:50:00.000Z', eventTimeZoneOffset: '+01:00' };
    const unpacked = {
      ...when,
      type: 'AggregationEvent',
      action: 'DELETE',
      bizStep: 'unpacking',
      parentID: box,
      childEPCs: [out],
    } as const;
    await other.captured(unpacked);
    await other.ship();
    const wrong = {
      ...when,
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep: 'shipping',
      epcList: [stays],
      eventID: 'urn:uuid:00000000-0000-4000-8000-00000000dead',
    } as const;
    await other.captured(wrong);
    await other.captured({ ...wrong, errorDeclaration: { declarationTime: '2026-03-01T09:00:00.000Z' } });
    const asking = world.people(other.tenant);
    const shipmentsOf = async (epc: string) => {
      const { id } = await asking.ask('POST /api/dscsa/ti-requests', { body: asked({ packs: [epc] }) });
      await asking.bringOn(1);
      const { body } = await asking.show(id);
      const line = Object(body['history']).findIndex((one: unknown) => Object(one).what === 'gathered');
      const document = readXmlDocument((await asking.show(id, { evidence: String(line) })).text);
      if (isRefusal(document)) throw new Error(document.detail);
      return document.events.filter(({ bizStep }) => bizStep === 'shipping').length;
    };
    expect([await shipmentsOf(out), await shipmentsOf(stays)]).toEqual([0, 1]);
  });

  test('is answered, which stops its clock', async () => {
    const { id } = await receive({ packs: [house.packs[1]] });
    expect(await people().on(id)('answer', { how: 'by mail' })).toMatchObject({ status: 409, body: { at: '/reason' } });
    const early = { how: 'by mail', reason: 'there is nothing', at: '2026-02-01T00:00:00Z' };
    expect(await people().on(id)('answer', early)).toMatchObject({ status: 400, body: { at: '/at' } });
    await people().bringOn(1);
    const { body } = await people().on(id)('answer', { how: 'by mail', reference: 'A-1' });
    expect(body).toMatchObject({ state: 'answered', ended: true, clock: { metAt: expect.any(String) } });
    await people().bringOn(72);
    expect((await people().show(id)).body['clock']).not.toHaveProperty('warnedAt');
  });

  test('rings four hours before it is due: at most 48 hours, also over a weekend', async () => {
    const now = world.needs.now();
    const toFriday = ((5 - now.getUTCDay() + 7) % 7) * 24 * HOUR_MS;
    world.world.forward(toFriday - (now.getTime() % (24 * HOUR_MS)) + 15 * HOUR_MS);
    const receivedAt = world.needs.now().toISOString();
    const { id } = await receive({ packs: [house.packs[2]], receivedAt });
    await people().bringOn(60);
    const { clock, state } = Object((await people().show(id)).body);
    expect(state).toBe('gathered');
    const hoursAfter = (at: string) => (Date.parse(at) - Date.parse(receivedAt)) / HOUR_MS;
    expect([clock.due, clock.warnedAt, clock.missedAt].map(hoursAfter)).toEqual([48, 44, 48]);
  });

  test('of what nobody knows stands before a person, and is answered without a document, with a reason', async () => {
    const { id } = await receive({ packs: [aPack] });
    await people().bringOn(1);
    expect((await people().show(id)).body).toMatchObject({
      state: 'received',
      problem: expect.stringContaining('nothing is known'),
    });
    const reason = 'no such pack was ever ours';
    expect((await people().on(id)('answer', { how: 'by mail', reason })).body).toMatchObject({ state: 'answered' });
  });

  test.each([
    ['about nothing', {}, '/packs'],
    ['that is yet to come', { packs: [aPack], receivedAt: '2027-01-01T00:00:00Z' }, '/receivedAt'],
    ['of before there was such a law', { packs: [aPack], receivedAt: '2001-01-01T00:00:00Z' }, '/receivedAt'],
    ['of a day that there is none', { packs: [aPack], receivedAt: '2026-02-31T00:00:00Z' }, '/receivedAt'],
    ['about what is no pack', { packs: [aPack, 'garbage'] }, '/packs/1'],
    ['about a lot of no GTIN', { lots: [{ gtin: '09521321543219', lot: 'L1' }] }, '/lots/0/gtin'],
    ['of a partner that is not named', { packs: [aPack], from: 'partner' }, '/partner'],
  ])('%s is refused', async (_, change, at) =>
    expect(await receive(change)).toMatchObject({ status: 400, body: { at } }),
  );

  test.each([
    ['of a partner that nobody knows', { packs: [aPack], from: 'partner', partner: 'nobody' }, '/partner'],
    ['about a shipment that is none', { shipments: ['nope'] }, '/shipments/0'],
  ])('%s finds nothing', async (_, change, at) =>
    expect(await receive(change)).toMatchObject({
      status: 404,
      body: { at, detail: expect.stringMatching(/^no (partner nobody|event nope)$/) },
    }),
  );

  test('that is withdrawn was not answered in time: its clock is stopped, and calls nobody', async () => {
    const { id } = await receive({ packs: [house.packs[3]] });
    const { body } = await people().move(id, 'withdraw');
    expect(body).toMatchObject({ state: 'withdrawn', clock: { stoppedAt: expect.any(String) } });
    expect(body['clock']).not.toHaveProperty('metAt');
    await people().bringOn(72);
    expect((await people().show(id)).body['clock']).not.toHaveProperty('warnedAt');
  });
});
