import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { registry } from '#common/store/registry.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { approved } from '../../test/kit/approved.ts';
import { anOrder, aParty, aProduct, exampleGtin as gtin } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { commission, needsOver, observe, pack, type UnitWorld, unitWorld } from '../../test/kit/unit-world.ts';
import { showDistributionMap } from './show-distribution-map.ts';

const sp = aParty('9521999', 1);
const rio = aParty('9521999', 2);
const own = aParty('9521321', 1);
const unknown = aParty('9521888', 1);

const to = (party: string) => ({
  bizStep: 'shipping',
  sourceList: [{ type: 'owning_party', source: own.party }],
  destinationList: [{ type: 'owning_party', destination: party }],
});
const back = (party: string) => ({
  bizStep: 'receiving',
  sourceList: [{ type: 'owning_party', source: party }],
  destinationList: [{ type: 'owning_party', destination: own.party }],
});

let engine: Dynoxide;
let world: UnitWorld;
let count = 0;
/** Of each test one of its own. */
let lot = '';

afterAll(() => engine.stop());
beforeEach(() => {
  lot = `LOT${count++}`;
});
beforeAll(async () => {
  engine = await startDynoxide();
  world = await unitWorld(engine, 'acme');
  const { tenant } = world;
  await giveTenant(engine.db, tenant, { ...own });
  const national = { markets: ['BR'], nationalNumbers: [{ type: 'drn', value: '1234567890123' }] };
  await approved(engine.db, tenant, 'product', gtin, aProduct(national));
  const common = { channel: 'webhook', url: 'https://p.example' };
  await approved(engine.db, tenant, 'partner', 'sp', {
    ...{ ...common, name: 'Distribuidora Paulista', party: sp.party },
    address: { city: 'São Paulo', state: 'SP', country: 'BR' },
    registrations: { cnpj: '11222333000262' },
  });
  await approved(engine.db, tenant, 'partner', 'rio', {
    ...{ ...common, name: '=Farmácia Carioca', party: rio.party },
    address: { city: 'Rio de Janeiro', country: 'BR' },
  });
});

const order = (change = {}) =>
  needsOver(engine.db).lots.create(
    world.tenant,
    anOrder({ owner: world.tenant, order: `order-${lot}`, lot, ...change }),
    new Date(0),
  );

async function map(query: Record<string, string> = {}, { now = () => new Date(), of = lot } = {}) {
  const needs = { ...needsOver(engine.db), registry: registry(engine.db, tables.registry), now };
  const route = 'GET /api/lots/{lot}/distribution-map';
  const handler = httpHandler(
    { [route]: { permission: 'events:query', endpoint: showDistributionMap(needs) } },
    async () => false,
  );
  return call(handler, route, { tenant: world.tenant, path: { lot: of }, query: { gtin, ...query } });
}
const bodyOf = async (query: Record<string, string> = {}) => Object((await map(query)).body);

/** Twelve packs: a case of four to São Paulo and back by one, two shipped there wrongly, three to Rio, one destroyed; two stay. */
async function story() {
  const packs = await world.units.packs(12);
  const [box = ''] = await world.units.logisticUnits(1);
  const wrong = observe(packs.slice(4, 6), 20, to(sp.party));
  await world.capture(
    commission(packs, 0, lot),
    pack(box, packs.slice(0, 4), 2),
    observe([box], 10, to(sp.party)),
    wrong,
    observe(packs.slice(6, 9), 24 * 60, to(rio.party)),
    observe(packs.slice(4, 6), 30, { bizStep: 'void_shipping' }),
    observe(packs.slice(9, 10), 40, { bizStep: 'destroying', disposition: 'destroyed' }),
    observe(packs.slice(0, 1), 3 * 24 * 60, back(sp.party)),
  );
  return packs;
}

describe('the distribution map of a lot', () => {
  test('tells who has how many packs, net of what was voided and what came back, and what is still ours', async () => {
    await order({ manufactured: '2026-02-20' });
    await story();
    const body = await bodyOf();
    expect(body).toMatchObject({
      ...{ gtin, lot, name: 'Acmeprazole 20 mg', registration: '1234567890123' },
      ...{ manufactured: '2026-02-20', expiry: '2028-12-31' },
      totals: { units: 12, sent: 7, returned: 1, quantity: 6, ours: 5, ended: 1, leftTwice: 0 },
    });
    expect(body.recipients).toEqual([
      {
        recipient: expect.objectContaining({ name: '=Farmácia Carioca', missing: ['cnpj', 'state'] }),
        ...{ sent: 3, returned: 0, quantity: 3, days: [{ day: '2026-03-02', sent: 3, returned: 0 }] },
      },
      {
        recipient: {
          ...{ name: 'Distribuidora Paulista', partner: 'sp', gln: sp.gln, cnpj: '11222333000262' },
          ...{ city: 'São Paulo', state: 'SP', country: 'BR' },
        },
        ...{ sent: 4, returned: 1, quantity: 3 },
        days: [
          { day: '2026-03-01', sent: 4, returned: 0 },
          { day: '2026-03-04', sent: 0, returned: 1 },
        ],
      },
    ]);
    expect(body.notes).toEqual([expect.stringContaining('of 1 recipients something is missing')]);
  });

  test('says that a lot has no manufacture date where none was told', async () => {
    await order();
    await story();
    const body = await bodyOf();
    expect(body).not.toHaveProperty('manufactured');
    expect(body.notes).toContainEqual(expect.stringContaining('no manufacture date'));
  });

  test('is the same from pages of any size, added up', async () => {
    await story();
    const whole = (await bodyOf()).totals;
    const sums: Record<string, number> = {};
    let pages = 0;
    for (let query: Record<string, string> = { perPage: '5' }; ; pages++) {
      const { totals, nextPageToken } = await bodyOf(query);
      for (const [name, value] of Object.entries(totals)) sums[name] = (sums[name] ?? 0) + Number(value);
      if (nextPageToken === undefined) break;
      query = { perPage: '5', nextPageToken };
    }
    expect([sums, pages]).toEqual([whole, 2]);
  });

  test('has a short page and a next one when counting takes long', async () => {
    await story();
    let looks = 0;
    const slow = Object((await map({}, { now: () => new Date(6_000 * looks++) })).body);
    expect(slow.totals.units).toBeLessThan(12);
    expect(slow.nextPageToken).toBeDefined();
  });

  test('comes as CSV, in which a spreadsheet program runs nothing', async () => {
    await order({ manufactured: '2026-02-20' });
    await story();
    const { headers, body } = await map({ format: 'csv' });
    expect(headers).toMatchObject({ 'content-type': expect.stringContaining('text/csv') });
    const lines = String(body).split('\r\n');
    expect(lines).toContain(
      `day,${gtin},${lot},Acmeprazole 20 mg,1234567890123,2026-02-20,2028-12-31,Distribuidora Paulista,11222333000262,${sp.gln},São Paulo,SP,BR,2026-03-04,0,1,-1,,,`,
    );
    expect(lines.filter((line) => line.includes("'=Farmácia"))).toHaveLength(2);
    expect(lines.at(-2)).toMatch(/^lot,.*,7,1,6,12,5,1$/);
  });

  test('leaves out a shipment that is declared an error, and one between own places', async () => {
    const packs = await world.units.packs(4);
    const wrong: EpcisEvent = { ...observe(packs.slice(0, 2), 5, to(sp.party)), eventID: 'urn:uuid:wrong' };
    const move = observe(packs.slice(2), 6, to(aParty('9521321', 7).party));
    await world.capture(commission(packs, 0, lot), wrong, move);
    await world.capture({ ...wrong, errorDeclaration: { declarationTime: minute(8) } });
    expect(await bodyOf()).toMatchObject({ recipients: [], totals: { units: 4, sent: 0, ours: 4 } });
  });

  test('names a recipient that nobody knows as the event does, and a pack that left twice at the last one alone', async () => {
    const packs = await world.units.packs(2);
    await world.capture(
      commission(packs, 0, lot),
      observe(packs, 5, to(sp.party)),
      observe(packs.slice(1), 9, to(unknown.party)),
    );
    const { recipients, totals, notes } = await bodyOf();
    expect(totals).toMatchObject({ sent: 2, quantity: 2, leftTwice: 1 });
    expect(recipients.at(-1)).toMatchObject({
      recipient: { named: [expect.stringContaining(unknown.gln)], missing: ['name'] },
      quantity: 1,
    });
    expect(notes).toContainEqual(expect.stringContaining('1 packs left again'));
  });

  test('is not found of a lot that nobody knows', async () => {
    expect(await map({}, { of: 'NONE' })).toMatchObject({ status: 404 });
  });
});
