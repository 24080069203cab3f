import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { CredentialsOf } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import { putRows } from '#common/store/batches.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { bucketRow, codesRow, hashOf } from '#common/store/listed-codes.ts';
import { planned } from '#shared/regimes/planned.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import { decommissionEvent } from '#shared/trace/end-units.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { type MdlpSandbox, startMdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import { startOmsSandbox } from '../../infra/local/sandbox/oms/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, good, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { maker, mdlpSubjects } from '../../test/kit/mdlp-client.ts';
import { plant } from '../../test/kit/mdlp-documents.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { giveFacts } from '../deliveries-api/give-facts.ts';
import { resendDelivery } from '../deliveries-api/resend-delivery.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { regimesOfTenant } from '../plan-deliveries/regimes-of-tenant.ts';
import { packingBehind } from './packing-behind.ts';
import { sendReport } from './send-report.ts';

const station = { omsId: '6c5b9d64-1111-4222-8333-9a0000000001', clientToken: 'secret', systemId: maker.systemId };

let world: World;
let mdlp: MdlpSandbox;
let oms: Sandbox;
let pair: Awaited<ReturnType<typeof signingCertificate>>;
beforeAll(async () => {
  world = await startWorld();
  pair = await signingCertificate('rsa');
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await Promise.all([mdlp.close(), oms.close()]);
});

interface Wanted {
  /** What became of tails before they were imported; none of them are when it is undefined. */
  readonly imported?: ((code: string) => string) | undefined;
  readonly dropped?: number;
  readonly station?: boolean;
  readonly faults?: readonly Fault[];
}

/** A manufacturer in Russia whose codes came from its station; its lot is packed, and released. */
async function released({ imported = (code) => code, dropped = 0, station: reports = true, faults = [] }: Wanted = {}) {
  const now = () => world.needs.now().getTime();
  mdlp = await startMdlpSandbox({ port: 0, subjects: mdlpSubjects, throttled: false, onlyEmitted: true, now });
  oms = await startOmsSandbox({ port: 0, stations: [station], register: mdlp.feed, faults });
  const house = await aHouse(world, { units: 10, change: { markets: ['RU'] } });
  const { tenant } = house;
  const registrations = { 'mdlp-subject': maker.systemId, 'mdlp-place': plant };
  const address = { street: 'Lenina 1', city: 'Tula', postalCode: '300000', country: 'RU' };
  await giveTenant(world.table.db, tenant, { registrations, address });
  await access(house, 'ru', mdlp.url);
  if (reports) await access(house, 'ru-oms', oms.url);
  const codes = await ordered(house);
  if (imported !== none) await importList(house, codes.map(imported));
  await house.produce();
  const lost = house.packs.slice(0, dropped);
  const at = '2026-03-01T08:30:00.000Z';
  if (lost.length > 0) await house.captured(decommissionEvent({ epcs: lost, at, ...house.place }));
  await house.report(10 - dropped);
  await house.release();
  const regimes = await regimesOfTenant({ accesses: world.needs.accesses, regimes: planned }, tenant);
  await planRelease({ ...world.needs, regimes })({ tenant, release: house });
  return { ...house, codes };
}
const none = (code: string) => code;

async function access({ tenant }: Pick<House, 'tenant'>, market: string, url: string) {
  const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: market };
  const set = { market, url, secret: market, rehearsal: true, updatedAt: '' };
  await world.needs.accesses.put(tenant, set, auditPut(tables.registry, tenant, entry));
}

/** Codes of the house's serials, as its station gives them. */
async function ordered({ gtin, serials }: House): Promise<string[]> {
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { clientToken: station.clientToken, 'X-Signature': 'c2lnbg==' };
    const url = `${oms.url}/api/v3/${path}${path.includes('?') ? '&' : '?'}omsId=${station.omsId}`;
    const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return JSON.parse(await answer.text());
  };
  const of = { gtin, quantity: serials.length, serialNumberType: 'SELF_MADE', serialNumbers: serials };
  const { orderId } = await ask('POST', 'order', { productGroup: 'pharma', products: [of] });
  return (await ask('GET', `codes?orderId=${orderId}&gtin=${gtin}&quantity=${serials.length}`)).codes;
}

/** What the import of a list leaves in the table. */
async function importList(house: House, codes: readonly string[]) {
  const { tenant, gtin } = house;
  const pool = good(newImportedPool({ id: 'station', gtin, profile: 'ru' }));
  await world.pools.create(tenant, { ...pool, last: codes.length - 1 });
  const list = await putList(house, codes);
  const buckets = list.map(({ code }, counter) => {
    const { bucket, print } = hashOf(code);
    return bucketRow(tenant, gtin, bucket, { pool: 'station', importId: `l${counter}` }, [{ print, counter }]);
  });
  await putRows(world.table.db, tables.serials, buckets);
}

/** Codes with their tails, in place of those that stood there. */
async function putList({ tenant }: House, codes: readonly string[]) {
  const list = codes.map((code) => {
    const [product = '', key = '', crypto = ''] = code.split('\u001d');
    return { code: product.slice(18), extra: { '91': key.slice(2), '92': crypto.slice(2) } };
  });
  await putRows(world.table.db, tables.serials, [codesRow(tenant, 'station', 0, list)]);
  return list;
}

const credentials: CredentialsOf = async (_, __, kind) => {
  const signature = { form: 'cms', certificate: pair.certificate, key: pair.key } as const;
  const origins = [mdlp.url, oms.url];
  const { clientId, clientSecret, users } = maker;
  if (kind === 'oms-token') return { access: kind, origins, ...station, signature };
  return { access: 'mdlp-token', origins, clientId, clientSecret, userId: users[0]?.userId ?? '', signature };
};

async function send(turns = 60) {
  const needs = { ...world.needs, credentials, baseUrls: {}, tokens: keptTokens() };
  const run = runDelivery({ ...needs, behind: packingBehind(needs) }, 'acknowledged', sendReport(needs));
  await world.drain(run, turns);
}

async function rows({ tenant }: Pick<House, 'tenant'>) {
  const { deliveries } = await world.needs.deliveries.list(tenant, { limit: 50 });
  return deliveries.filter(({ kind }) => kind === 'submission');
}
async function row(house: Pick<House, 'tenant'>, name: string): Promise<Delivery> {
  const found = (await rows(house)).find(({ report }) => report?.name === name);
  if (found === undefined) throw new Error(`${name} is not planned`);
  return found;
}

async function act({ tenant }: Pick<House, 'tenant'>, verb: 'facts' | 'resend', { deliveryId }: Delivery) {
  const { wake } = world.needs;
  const needs = { ...world.needs, registryTable: tables.registry, queues: { regulator: wake, partner: wake } };
  const route = `${verb === 'facts' ? 'PUT' : 'POST'} /api/deliveries/{deliveryId}/${verb}` as const;
  const endpoint = verb === 'facts' ? giveFacts(needs) : resendDelivery(needs);
  const handler = httpHandler({ [route]: { permission: 'deliveries:write', endpoint } }, async () => false);
  const body = verb === 'facts' ? { facts: { doc_date: '01.03.2026', confirmation_num: 'C-1' } } : undefined;
  return call(handler, route, { tenant, path: { deliveryId }, ...(body && { body }) });
}

describe('a lot whose codes came from the Russian order station', () => {
  test('is reported there as used and packed, becomes known to the register by that, and comes into circulation behind it', async () => {
    const house = await released();
    await act(house, 'facts', await row(house, '313'));
    await send();
    const states = house.serials.map((serial) => mdlp.stateOf(house.gtin + serial));
    const told = (await rows(house)).map(({ report, state, failure }) => [report?.name, state, failure]);
    expect(told.filter(([, , failure]) => failure !== undefined)).toEqual([]);
    expect(new Set(states)).toEqual(new Set(['in_circulation']));
    expect((await row(house, 'utilisation')).state).toBe('acknowledged');
    expect(told.filter(([name]) => name === 'aggregation').map(([, state]) => state)).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
  });

  test('waits with the 313 until the codes are taken in; where the tenant has no station it goes by itself', async () => {
    const house = await released({ imported: none });
    const own = await row(house, '313');
    await act(house, 'facts', own);
    await send(12);
    expect(await row(house, 'utilisation')).toMatchObject({
      state: 'rejected',
      failure: expect.stringContaining('is not known here'),
    });
    expect(await row(house, '313')).toMatchObject({
      state: 'due',
      failure: 'waits for utilisation, which is rejected',
    });
    await importList(house, house.codes);
    await act(house, 'resend', await row(house, 'utilisation'));
    await send();
    expect([(await row(house, 'utilisation')).state, (await row(house, '313')).state]).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
  });

  test('has a wrong tail refused by the station, shows no tail anywhere, and is told anew once that is mended', async () => {
    const house = await released({ imported: (code) => code.replace('DUMMY', 'WRONG') });
    await send(20);
    const refused = await row(house, 'utilisation');
    expect(refused).toMatchObject({
      state: 'rejected',
      failure: expect.stringMatching(/^WRONG_TAIL: 01\d{14}21\w{13} /),
    });
    expect(JSON.stringify(await rows(house))).not.toMatch(/DUMMY|WRONG[^_]/);
    await putList(house, house.codes);
    await act(house, 'resend', refused);
    await send(20);
    expect((await row(house, 'utilisation')).state).toBe('acknowledged');
  });

  test('whose report was taken in and not answered is looked for, and not reported twice', async () => {
    const faults = [{ on: 'utilisation', kind: 'no-answer', from: 1, count: 1 }] as const;
    const house = await released({ faults });
    await send(20);
    const found = await row(house, 'utilisation');
    expect([found.state, found.attempts]).toEqual(['acknowledged', 2]);
    const kept = await Promise.all(found.evidence.map(({ key }) => world.needs.evidence.get(key)));
    const sent = kept.map((bytes) => Buffer.from(bytes ?? []).toString()).filter((text) => text.includes('"sntins"'));
    expect(sent).toHaveLength(1);
  });

  test('has the codes of packs that were no more by then written off', async () => {
    const house = await released({ dropped: 2 });
    await send(30);
    expect((await row(house, 'dropout')).state).toBe('acknowledged');
    const states = house.serials.map((serial) => mdlp.stateOf(house.gtin + serial));
    expect(states).toEqual([...Array(2).fill('dropped'), ...Array(8).fill('marked')]);
    // They stand in no package that is told, whatever was captured of it.
    expect((await row(house, 'aggregation')).state).toBe('acknowledged');
  });

  test('is not reported where the tenant has set no access', async () => {
    const house = await released({ station: false });
    expect((await rows(house)).filter(({ market }) => market === 'ru-oms')).toEqual([]);
    await act(house, 'facts', await row(house, '313'));
    await send(20);
    expect((await row(house, '313')).failure).not.toContain('waits for');
  });
});
