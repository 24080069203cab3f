import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { type MdlpOptions, type MdlpSandbox, startMdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { maker, mdlpDocument, mdlpSubjects, sgtins } from '../../test/kit/mdlp-client.ts';
import { plant } from '../../test/kit/mdlp-documents.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { giveFacts } from '../deliveries-api/give-facts.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { sendReport } from './send-report.ts';

let world: World;
let mdlp: MdlpSandbox;
let pair: Awaited<ReturnType<typeof signingCertificate>>;
beforeAll(async () => {
  world = await startWorld();
  pair = await signingCertificate('rsa');
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await mdlp.close();
});

/** The operator's side, which knows the manufacturer's certificate and takes no other signature. */
async function open(options: Partial<MdlpOptions> = {}) {
  const users = maker.users.map((user) => ({ ...user, certificate: pair.certificate }));
  const subjects = mdlpSubjects.map((one) => (one === maker ? { ...one, users } : one));
  const now = () => world.needs.now().getTime();
  mdlp = await startMdlpSandbox({ port: 0, subjects, strictSignatures: true, throttled: false, now, ...options });
}

/** A manufacturer in Russia whose lot is packed, known to the register as such, and released. */
async function released(): Promise<House> {
  const { needs, table } = world;
  const house = await aHouse(world, { units: 10, change: { markets: ['RU'] } });
  const { tenant, gtin, lot, serials } = house;
  const registrations = { 'mdlp-subject': maker.systemId, 'mdlp-place': plant };
  const address = { street: 'Lenina 1', city: 'Tula', postalCode: '300000', country: 'RU' };
  await giveTenant(table.db, tenant, { registrations, address });
  const access = { market: 'ru', url: mdlp.url, secret: 'mdlp', rehearsal: true, updatedAt: '' };
  const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: 'ru' };
  await needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
  const packed = mdlpDocument(10311, 'skzkm_register_end_packing', {
    ...{ subject_id: plant, operation_date: '2026-03-01T09:00:00+03:00', order_type: '1' },
    ...{ series_number: lot, expiration_date: '31.12.2028', gtin },
    signs: sgtins(...serials.map((serial) => gtin + serial)),
    device_info: '<device_id>0000000000000001</device_id><skzkm_origin_msg_id>m</skzkm_origin_msg_id>',
  });
  expect(mdlp.feed.take(maker.systemId, crypto.randomUUID(), packed)).toMatchObject({ result: 'Accepted' });
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(needs)({ tenant, release: house });
  return house;
}

async function row({ tenant }: House) {
  const { deliveries } = await world.needs.deliveries.list(tenant, { limit: 20, market: 'ru' });
  const found = deliveries.find(({ report }) => report?.name === '313');
  if (found === undefined) throw new Error('not planned');
  return found;
}

/** As the manufacturer's ERP does. */
async function give(house: House, facts: object) {
  const { deliveryId } = await row(house);
  const route = 'PUT /api/deliveries/{deliveryId}/facts';
  const wake = world.needs.wake;
  const needs = { ...world.needs, registryTable: tables.registry, queues: { regulator: wake, partner: wake } };
  const handler = httpHandler(
    { [route]: { permission: 'deliveries:write', endpoint: giveFacts(needs) } },
    async () => false,
  );
  return call(handler, route, { tenant: house.tenant, path: { deliveryId }, body: { facts } });
}

async function send(key = pair.key, turns = 60) {
  const { clientId, clientSecret, users } = maker;
  const client = { clientId, clientSecret, userId: users[0]?.userId ?? '' };
  const signature = { form: 'cms', certificate: pair.certificate, key } as const;
  const held: RegulatorCredentials = { access: 'mdlp-token', origins: [mdlp.url], ...client, signature };
  const needs = { ...world.needs, credentials: async () => held, baseUrls: {}, tokens: keptTokens() };
  await world.drain(runDelivery(needs, 'acknowledged', sendReport(needs)), turns);
}

const facts = { doc_date: '01.03.2026', confirmation_num: 'C-1' };

describe('a lot that was made in Russia', () => {
  test('comes into circulation once its confirmation was told, under a signature over the exact bytes', async () => {
    await open({ delayMs: 5_000 });
    const house = await released();
    expect(await row(house)).toMatchObject({ state: 'held', held: { reason: 'waits for doc_date, confirmation_num' } });
    await send();
    expect((await give(house, facts)).body).toMatchObject({ state: 'due' });
    await send();
    const done = await row(house);
    expect([done.state, done.failure]).toEqual(['acknowledged', undefined]);
    const states = house.serials.map((serial) => mdlp.stateOf(house.gtin + serial));
    expect(new Set(states)).toEqual(new Set(['in_circulation']));
    const kept = await Promise.all(done.evidence.map(({ key }) => world.needs.evidence.get(key)));
    expect(kept.map((bytes) => Buffer.from(bytes ?? []).toString()).join('')).toContain('Accepted');
  });

  test('waits where the signature is of another key than the operator knows', async () => {
    await open();
    const house = await released();
    await give(house, facts);
    await send((await signingCertificate('rsa')).key, 2);
    expect(await row(house)).toMatchObject({ state: 'due', attempts: 0, failure: 'no token: token answered 401' });
  });
});
