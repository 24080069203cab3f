import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { planned } from '#shared/regimes/planned.ts';
import { type SncmSandbox, startSncmSandbox } from '../../infra/local/sandbox/sncm/sandbox.ts';
import { approved } from '../../test/kit/approved.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, type House, medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { planEvents } from '../../test/kit/plan-events.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { ownCnpj, partnerCnpj } from '../../test/kit/sncm.ts';
import { resendDelivery } from '../deliveries-api/resend-delivery.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { regimesOfTenant } from '../plan-deliveries/regimes-of-tenant.ts';
import { sendReport } from './send-report.ts';

let world: World;
let sncm: SncmSandbox;
let pair: Awaited<ReturnType<typeof signingCertificate>>;
beforeAll(async () => {
  world = await startWorld();
  pair = await signingCertificate('rsa');
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await sncm.close();
});

/** A holder in Brazil whose lot is packed and released; with an access where it rehearses. */
async function released({ rehearses = true } = {}): Promise<House> {
  const { needs, table } = world;
  const now = () => needs.now().getTime();
  sncm = await startSncmSandbox({ port: 0, signers: { [ownCnpj]: pair.certificate }, now });
  const house = await aHouse(world, { units: 10, change: { markets: ['BR'] } });
  const { tenant } = house;
  await giveTenant(table.db, tenant, { registrations: { cnpj: ownCnpj } });
  const webhook = { name: 'Medico', party: medico, channel: 'webhook', url: 'https://medico.example/hook' };
  const address = { city: 'São Paulo', country: 'BR' };
  await approved(table.db, tenant, 'partner', 'medico', { ...webhook, address, registrations: { cnpj: partnerCnpj } });
  if (rehearses) {
    const access = { market: 'br-sncm', url: sncm.url, secret: 'sncm', rehearsal: true, updatedAt: '' };
    const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: 'br-sncm' };
    await needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
  }
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(await planning(house))({ tenant, release: house });
  return house;
}

/** What the planner has for a tenant. */
const planning = async ({ tenant }: House) => ({
  ...world.needs,
  regimes: await regimesOfTenant({ accesses: world.needs.accesses, regimes: planned }, tenant),
});

async function rows({ tenant }: House) {
  const { deliveries } = await world.needs.deliveries.list(tenant, { limit: 20, market: 'br-sncm' });
  return new Map(deliveries.map((row) => [row.report?.name, row]));
}

async function send(key = pair.key) {
  const signature = { form: 'raw', certificate: pair.certificate, key } as const;
  const held: RegulatorCredentials = { access: 'static', origins: [sncm.url], signature };
  const needs = { ...world.needs, credentials: async () => held, baseUrls: {}, tokens: keptTokens() };
  await world.drain(runDelivery(needs, 'acknowledged', sendReport(needs)), 60);
}

async function resend({ tenant }: House, deliveryId = '') {
  const route = 'POST /api/deliveries/{deliveryId}/resend';
  const { wake } = world.needs;
  const needs = { ...world.needs, registryTable: tables.registry, queues: { regulator: wake, partner: wake } };
  const endpoint = resendDelivery(needs);
  const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
  return call(handler, route, { tenant, path: { deliveryId } });
}

describe('a lot for Brazil', () => {
  test('makes nothing due, since the duty is repealed', async () => {
    const house = await released({ rehearses: false });
    expect((await rows(house)).size).toBe(0);
  });

  test('is told to a rehearsal: packs, then the pallet with all in it, and that it did not leave after all', async () => {
    const house = await released();
    await send();
    expect((await rows(house)).get('activ')).toMatchObject({ state: 'acknowledged' });
    const [first = ''] = house.serials;
    expect(sncm.pack(house.gtin, first)).toEqual({ last: 'activ', holder: ownCnpj });

    const at = { ...world, needs: { ...world.needs, ...(await planning(house)) } };
    const shipment = await house.ship();
    await planEvents(at, house.tenant, shipment);
    await send();
    expect((await rows(house)).get('shpt')).toMatchObject({ state: 'acknowledged' });
    expect(sncm.pack(house.gtin, first)).toEqual({ last: 'shpt', holder: partnerCnpj });

    const [stored] = await world.needs.ledger.eventsById(house.tenant, [shipment]);
    if (stored === undefined) throw new Error('not captured');
    const errorDeclaration = { declarationTime: world.needs.now().toISOString(), reason: 'did_not_occur' };
    await planEvents(at, house.tenant, await house.captured({ ...stored.event, errorDeclaration }));
    await send();
    expect((await rows(house)).get('evtRvctn')).toMatchObject({ state: 'acknowledged' });
    expect(sncm.pack(house.gtin, first)).toEqual({ last: 'activ', holder: ownCnpj });
  });

  test('that was refused is told anew once what was wrong is mended', async () => {
    const house = await released();
    await send((await signingCertificate('rsa')).key);
    const refused = (await rows(house)).get('activ');
    expect(refused).toMatchObject({ state: 'rejected', failure: expect.stringContaining('20: ') });
    expect((await resend(house, refused?.deliveryId)).status).toBe(202);
    await send();
    expect((await rows(house)).get('activ')).toMatchObject({ state: 'acknowledged' });
  });
});
