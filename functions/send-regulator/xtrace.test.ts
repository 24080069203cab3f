import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { refusedObjects } from '#common/refused-objects.ts';
import type { CredentialsOf } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { putRows } from '#common/store/batches.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { bucketRow, codesRow, hashOf } from '#common/store/listed-codes.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import { participants } from '../../infra/local/sandbox/xtrace/rehearsal.ts';
import {
  startXtraceSandbox,
  type XtraceOptions,
  type XtraceSandbox,
} from '../../infra/local/sandbox/xtrace/sandbox.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, good, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { giveFacts } from '../deliveries-api/give-facts.ts';
import { resendDelivery } from '../deliveries-api/resend-delivery.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { packingBehind } from './packing-behind.ts';
import { sendReport } from './send-report.ts';

const [kz] = participants['kz'] ?? [];
const [uz] = participants['uz'] ?? [];
const both = ['kz', 'uz'] as const;
type Country = (typeof both)[number];
const schemes = { kz: 'mpt-place', uz: 'asl-place' } as const;

let world: World;
let system: XtraceSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await system.close();
});

interface Wanted extends Partial<XtraceOptions> {
  /** What became of codes before they were imported. */
  readonly imported?: (code: string) => string;
  readonly units?: number;
  /** The number of the place that is registered. */
  readonly at?: string;
}

/** A lot whose codes came from the country's system, packed and released there. */
async function released(
  country: Country,
  { imported = (code) => code, units = 10, at = '36', ...options }: Wanted = {},
) {
  system = await startXtraceSandbox({ port: 0, participants, now: () => world.needs.now().getTime(), ...options });
  const house = await aHouse(world, { units, change: { markets: [country.toUpperCase()] } });
  const { tenant } = house;
  await register(house, country, at);
  const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: country };
  const set = { market: country, url: `${system.url}/${country}`, secret: country, rehearsal: true, updatedAt: '' };
  await world.needs.accesses.put(tenant, set, auditPut(tables.registry, tenant, entry));
  const codes = await ordered(house, country);
  await importList(house, country, codes.map(imported));
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(world.needs)({ tenant, release: house });
  return { ...house, country, codes };
}

const register = ({ tenant }: House, country: Country, at: string) =>
  giveTenant(world.table.db, tenant, { registrations: { [schemes[country]]: at } });

/** Codes of the house's serials, as the system gives them. */
async function ordered({ gtin, serials }: House, country: Country): Promise<string[]> {
  const ask = async (method: string, path: string, body?: object, token = uz?.apiKey) => {
    const headers = { authorization: `Bearer ${token}` };
    const url = `${system.url}/${country}/api/${path}`;
    const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return Object(await answer.json());
  };
  const asked =
    country === 'kz' && (await ask('POST', 'users/authenticate', { login: kz?.login, password: kz?.password }));
  const token = asked ? asked.accessToken : uz?.apiKey;
  const own = { serialNumberType: 'SELF_MADE', serialNumbers: serials };
  const order = {
    ...{ productGroup: 'pharma', businessPlaceId: 36, releaseMethodType: 'PRIMARY' },
    products: [{ gtin, quantity: serials.length, cisType: 'UNIT', ...own }],
  };
  const { orderId } = await ask('POST', 'orders', order, token);
  world.forward(10_000);
  return (await ask('GET', `codes?orderId=${orderId}&gtin=${gtin}&quantity=${serials.length}`, undefined, token)).codes;
}

/** What the import of a list leaves in the table. */
async function importList({ tenant, gtin }: House, profile: Country, codes: readonly string[]) {
  const listed = listedOf(codes);
  const pool = good(newImportedPool({ id: 'station', gtin, profile }));
  await world.pools.create(tenant, { ...pool, last: listed.length - 1 });
  const buckets = listed.map(({ code }, counter) => {
    const { bucket, print } = hashOf(code);
    return bucketRow(tenant, gtin, bucket, { pool: 'station', importId: `l${counter}` }, [{ print, counter }]);
  });
  await putRows(world.table.db, tables.serials, [codesRow(tenant, 'station', 0, listed), ...buckets]);
}
const listedOf = (codes: readonly string[]) =>
  codes.map((code) => {
    const [product = '', key = '', crypto = ''] = code.split('\u001d');
    return { code: product.slice(18), extra: { '91': key.slice(2), '92': crypto.slice(2) } };
  });

const credentials: CredentialsOf = async (_, __, access) => {
  const origins = [system.url];
  if (access === 'static') return { access, origins, token: uz?.apiKey ?? '' };
  return { access: 'xtrace-token', origins, username: kz?.login ?? '', password: kz?.password ?? '' };
};

async function send(turns = 60) {
  const needs = { ...world.needs, credentials, baseUrls: {}, tokens: keptTokens() };
  const run = runDelivery({ ...needs, behind: packingBehind(needs) }, 'acknowledged', sendReport(needs));
  await world.drain(run, turns);
}

const rows = async ({ tenant }: Pick<House, 'tenant'>) =>
  (await world.needs.deliveries.list(tenant, { limit: 50 })).deliveries.filter(({ kind }) => kind === 'submission');
async function row(house: Pick<House, 'tenant'>, name: string): Promise<Delivery> {
  const found = (await rows(house)).find(({ report }) => report?.name === name);
  if (found === undefined) throw new Error(`${name} is not planned`);
  return found;
}

async function act(
  { tenant }: Pick<House, 'tenant'>,
  verb: 'facts' | 'resend',
  { deliveryId }: Delivery,
  madeDate = '',
) {
  const { wake } = world.needs;
  const needs = { ...world.needs, registryTable: tables.registry, queues: { regulator: wake, partner: wake } };
  const route = `${verb === 'facts' ? 'PUT' : 'POST'} /api/deliveries/{deliveryId}/${verb}` as const;
  const endpoint = verb === 'facts' ? giveFacts(needs) : resendDelivery(needs);
  const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
  const body = verb === 'facts' ? { facts: { madeDate } } : undefined;
  return call(handler, route, { tenant, path: { deliveryId }, ...(body && { body }) });
}

const packsOf = ({ country, gtin, serials }: Awaited<ReturnType<typeof released>>) =>
  serials.map((serial) => system.pack(country, gtin + serial));
const states = async (house: House) => (await rows(house)).map(({ report, state }) => [report?.name, state]);

describe('a lot whose codes came from the marking system of its country', () => {
  test.each(both)('waits for the day of making, is reported as used, and then as packed: %s', async (country) => {
    const house = await released(country, { delayMs: 5_000 });
    await send(2);
    expect((await row(house, 'utilisation')).state).toBe('held');
    expect((await act(house, 'facts', await row(house, 'utilisation'), 'yesterday')).status).toBe(400);
    expect((await act(house, 'facts', await row(house, 'utilisation'), '2026-02-20')).status).toBe(200);
    await send();
    expect(await states(house)).toEqual(expect.arrayContaining([['utilisation', 'acknowledged']]));
    expect(new Set((await states(house)).map(([, state]) => state))).toEqual(new Set(['acknowledged']));
    const [first] = packsOf(house);
    expect(new Set(packsOf(house).map((pack) => pack?.state))).toEqual(new Set(['APPLIED'])); // packed in the Netherlands: imported
    expect(first).toMatchObject({ series: 'LOT1', made: '2026-02-20T00:00:00+05:00' });
    expect(system.unit(country, first?.parent ?? '')?.parent).toMatch(/^\d{18}$/);
  });

  test.each(both)('that is refused is told anew once the place is mended: %s', async (country) => {
    const house = await released(country, { at: '7' });
    await act(house, 'facts', await row(house, 'utilisation'), '2026-02-20');
    await send(8);
    const refused = await row(house, 'utilisation');
    expect(refused).toMatchObject({ state: 'rejected', failure: expect.stringMatching(/PLACE: место .*: 7$/) });
    await register(house, country, '36');
    await act(house, 'resend', refused);
    await send();
    expect(new Set((await states(house)).map(([, state]) => state))).toEqual(new Set(['acknowledged']));
  });

  test('that is refused for a wrong crypto part shows none of it to anybody', async () => {
    const house = await released('uz', { imported: (code) => code.replace('DUMMY', 'WRONG') });
    await act(house, 'facts', await row(house, 'utilisation'), '2026-02-20');
    await send(8);
    expect(await row(house, 'utilisation')).toMatchObject({
      state: 'rejected',
      failure: expect.stringMatching(/CODE_UNKNOWN: .*01\d{14}21\w{13}/),
    });
    expect(JSON.stringify(await rows(house))).not.toMatch(/DUMMY|WRONG/);
    await putRows(world.table.db, tables.serials, [codesRow(house.tenant, 'station', 0, listedOf(house.codes))]);
    await act(house, 'resend', await row(house, 'utilisation'));
    await send();
    expect((await row(house, 'utilisation')).state).toBe('acknowledged');
  });

  test.each(['utilisation', 'aggregation'])('is told once, though the answer to %s was lost', async (on) => {
    // As long as its orders may take: what arrived is worked off after it could be asked for first.
    const house = await released('kz', { delayMs: 9_000, faults: [{ on, kind: 'no-answer', from: 1, count: 1 }] });
    await act(house, 'facts', await row(house, 'utilisation'), '2026-02-20');
    await send();
    expect(new Set((await states(house)).map(([, state]) => state))).toEqual(new Set(['acknowledged']));
  });

  test('whose result does not come is not reported a second time: a person looks, and it is asked about first', async () => {
    const house = await released('kz');
    const slow = JSON.stringify({ do: 'delay', ms: 86_400_000 });
    expect((await fetch(`${system.url}/v1/sandbox`, { method: 'POST', body: slow })).status).toBe(200);
    await act(house, 'facts', await row(house, 'utilisation'), '2026-02-20');
    await send();
    const stopped = await row(house, 'utilisation');
    expect(stopped).toMatchObject({ state: 'parked', attempts: 1 });
    expect(stopped.failure).toMatch(/no result after asking 20 times: look there/);
    world.forward(86_400_000);
    await act(house, 'resend', stopped);
    await send(8);
    expect((await row(house, 'utilisation')).state).toBe('acknowledged');
  });

  test('of which a case is refused is packed in part, and says which case it was', async () => {
    const house = await released('kz', { units: 20 });
    await act(house, 'facts', await row(house, 'utilisation'), '2026-02-20');
    for (let turn = 0; turn < 20 && (await row(house, 'utilisation')).state !== 'acknowledged'; turn++) await send(1);
    const wish = { do: 'forget', country: 'kz', codes: [house.gtin + house.serials[0]] };
    await fetch(`${system.url}/v1/sandbox`, { method: 'POST', body: JSON.stringify(wish) });
    await send();
    const parts = (await rows(house)).filter(({ state }) => state === 'partially-accepted');
    expect(parts).toMatchObject([{ report: { name: 'aggregation' } }]);
    const [refused] = await Promise.all(parts.map((part) => refusedObjects(world.needs, part)));
    expect(refused).toEqual([expect.stringMatching(/^\d{18}$/)]);
    expect(packsOf(house).filter((pack) => pack?.parent !== undefined)).toHaveLength(10);
  });
});
