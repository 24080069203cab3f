import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { app, firms } from '../../infra/local/sandbox/msfx/rehearsal.ts';
import { type MsfxSandbox, startMsfxSandbox } from '../../infra/local/sandbox/msfx/sandbox.ts';
import { call } from '../../test/kit/call.ts';
import { chinaFacts } from '../../test/kit/china.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { sayStatement, statementsApi } from '../../test/kit/say-statement.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';
import { sendReport } from '../send-regulator/send-report.ts';

let world: World;
let msfx: MsfxSandbox;
let house: House;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.woken.length = 0;
  house = await inStock();
});
afterEach(() => msfx.close());

const VARIANT = '7';
const address = { street: 'Renmin 1', city: 'Suzhou', postalCode: '215000', country: 'CN' };

async function send() {
  const { appKey, appSecret } = app;
  const held: RegulatorCredentials = {
    ...{ access: 'top-signature', origins: [msfx.url], appKey, appSecret },
    ...{ session: 'acme-session', signMethod: 'hmac-sha256' },
  };
  const sending = { ...world.needs, credentials: async () => held, baseUrls: {}, tokens: keptTokens() };
  await world.drain(runDelivery(sending, 'acknowledged', sendReport(sending)), 60);
}

const rows = async (name: string) =>
  (await world.needs.deliveries.list(house.tenant, { limit: 50, market: 'cn' })).deliveries.filter(
    ({ report }) => report?.name === name,
  );

/** A lot whose packs the platform has in the firm's stock. */
async function inStock(): Promise<House> {
  const { needs, table } = world;
  const made = await aHouse(world, { units: 4, change: { markets: ['CN'], profiles: { CN: 'cn-gs1' } } });
  const { tenant, gtin, lot } = made;
  const products = [{ productCode: gtin, refEntId: 'ref0001', subTypes: { [VARIANT]: '1:10' } }];
  const now = () => needs.now().getTime();
  msfx = await startMsfxSandbox({ port: 0, apps: [app], firms, products, now, answerDelayMs: 0 });
  await giveTenant(table.db, tenant, { registrations: { 'msfx-ent': 'ent0001', 'msfx-ref-ent': 'ref0001' }, address });
  const access = { market: 'cn', url: msfx.url, secret: 'msfx', rehearsal: true, updatedAt: '' };
  const entry = { at: needs.now().toISOString(), by: 'ada', home: tenant, act: 'set', subject: 'cn' };
  await needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
  await made.commission(made.packs);
  await made.report();
  await made.release();
  await planRelease(needs)({ tenant, release: { gtin, lot } });
  const given: Readonly<Record<string, string>> = { ...chinaFacts, subTypeNo: VARIANT, madeDate: '2026-02-01' };
  for (const row of (await needs.deliveries.list(tenant, { limit: 50, market: 'cn' })).deliveries) {
    const facts = Object.fromEntries((row.report?.wants ?? []).map((name) => [name, given[name] ?? '']));
    const said = auditPut(tables.registry, tenant, { ...entry, subject: row.deliveryId });
    await needs.deliveries.giveFacts(row, facts, undefined, needs.now(), said);
    await needs.wake({ tenant, deliveryId: row.deliveryId });
  }
  house = made;
  await send();
  return made;
}

const raise = (): never => {
  throw new Error('it is not there');
};

const say = (name: string, more: object) => sayStatement(world, house.tenant, { market: 'cn', name, ...more });

describe('what the platform is told by hand', () => {
  test('packs that were scrapped (bill 216), and a code in the place of another, whose result is read back', async () => {
    const [one, two, three] = house.packs;
    const bill = await say('bill-216', { things: [one], facts: { order_code: 'S-1' } });
    expect([bill.status, bill.body]).toMatchObject([201, { market: 'cn', things: 1 }]);
    await send();
    const [told] = await rows('uploadinoutbill');
    expect([told?.state, told?.failure, told?.report?.tells]).toEqual(['acknowledged', undefined, 'statement']);
    const sent = await world.needs.evidence.get(told?.evidence[0]?.key ?? '');
    expect(Buffer.from(sent ?? []).toString()).toMatch(/bill_type=216.*order_code=S-1/);

    await say('bill-215', { things: [one, two], statement: 's4' });
    await send();
    const partly = (await rows('uploadinoutbill')).find(({ deliveryId }) => deliveryId !== told?.deliveryId);
    expect(partly?.state).toBe('partially-accepted');
    const corrects = partly?.deliveryId ?? '';
    const { movement } = await gatherReport(world.needs, { ...(partly ?? raise()), corrects });
    expect(movement?.things.map(({ code }) => code.serial)).toEqual([house.serials[0]]);

    // A code that nothing bears yet, of the same product.
    const fresh = three?.replace(/\.[^.]+$/, '.0000000000001') ?? '';
    await say('codereplace', { things: [three, fresh], statement: 's2' });
    await send();
    const [replaced] = await rows('codereplace');
    expect([replaced?.state, replaced?.failure]).toEqual(['acknowledged', undefined]);

    await say('codereplace', { things: [one, two], statement: 's3' });
    await send();
    const refused = (await rows('codereplace')).find(({ deliveryId }) => deliveryId !== replaced?.deliveryId);
    expect([refused?.state, refused?.failure]).toEqual(['rejected', expect.stringContaining('CODE_NOT_ACTIVE')]);
  });

  test('is refused where it is of nothing that is ours, says too little, or is not signed by a person', async () => {
    const [one] = house.packs;
    const strange = 'urn:epc:id:sgtin:9521999.099999.1';
    expect(await say('bill-216', { things: [strange] })).toMatchObject({ status: 404, body: { at: '/things/0' } });
    expect(await say('bill-216', { things: [one, one] })).toMatchObject({ status: 409, body: { at: '/things/1' } });
    expect(await say('bill-216', { things: ['hello'] })).toMatchObject({ status: 400, body: { at: '/things/0' } });
    expect(await say('bill-216', {})).toMatchObject({ status: 400, body: { at: '/things' } });
    expect(await say('bill-999', { things: [one] })).toMatchObject({ status: 404, body: { at: '/name' } });
    expect(await say('bill-211', { things: [one] })).toMatchObject({ status: 400, body: { at: '/to' } });
    expect(await say('bill-211', { things: [one], to: '9521321000018' })).toMatchObject({ status: 409 });
    expect(await say('bill-211', { things: [one], to: '9521777000013' })).toMatchObject({
      status: 404,
      body: { at: '/to' },
    });
    // The partner is known, but the platform's number of it is not.
    expect(await say('bill-211', { things: [one], to: '9521999000013' })).toMatchObject({
      status: 400,
      body: {
        at: '/movement/to/registrations/msfx-ent',
        remedy: expect.stringContaining('msfx-ent'),
      },
    });
    expect(await say('bill-216', { things: [one], facts: { price: '1' } })).toMatchObject({
      status: 400,
      body: { at: '/facts/price' },
    });
    const later = new Date(world.needs.now().getTime() + 60_000).toISOString();
    expect(await say('bill-216', { things: [one], at: later })).toMatchObject({ status: 400, body: { at: '/at' } });
    const tooMany = Array.from({ length: 2_001 }, (_, i) => `urn:epc:id:sgtin:9521999.099999.${i}`);
    expect(await say('bill-216', { things: tooMany })).toMatchObject({
      status: 400,
      body: { at: '/things', detail: expect.stringContaining('at most 2000 things') },
    });
    const machine = await sayStatement(
      world,
      house.tenant,
      { market: 'cn', name: 'bill-216', things: [one] },
      { claims: { token_use: 'access' } },
    );
    expect(machine).toMatchObject({ status: 403, body: { type: 'urn:seriate:problem:signature-needed' } });
    expect(await rows('uploadinoutbill')).toEqual([]);
  });

  test('is listed with what it wants; a market that is told all by events lists nothing', async () => {
    const list = (market: string) =>
      call(statementsApi(world), 'GET /api/regulators/{market}/statements', {
        ...{ tenant: house.tenant, role: 'auditor', path: { market } },
      });
    const { body } = await list('cn');
    expect(body).toMatchObject({
      statements: expect.arrayContaining([
        expect.objectContaining({ name: 'bill-211', to: expect.objectContaining({ who: 'partner', optional: false }) }),
      ]),
    });
    expect(await list('eu')).toMatchObject({ status: 200, body: { statements: [] } });
    expect(await list('nowhere')).toMatchObject({ status: 404, body: { at: '/market' } });
  });

  test('is one statement under its id, and another one under the same id is refused', async () => {
    const [one, two] = house.packs;
    const first = await say('bill-216', { things: [one] });
    expect(first.status).toBe(201);
    expect(await say('bill-216', { things: [one] })).toMatchObject({ status: 200, body: first.body });
    expect(await say('bill-216', { things: [two] })).toMatchObject({ status: 409, body: { at: '/statement' } });
    expect(await rows('uploadinoutbill')).toHaveLength(1);
  });
});
