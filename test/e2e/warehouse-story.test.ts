import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Agent, startAgent } from '../../edge-agent/agent.ts';
import { readConfig } from '../../edge-agent/config.ts';
import { hashPassword } from '../../edge-agent/people/password.ts';
import { cloudRepository } from '../../edge-agent/site/warehouse/repository.ts';
import { PASSWORD } from '../../edge-agent/testing/staff.ts';
import { build } from '../../infra/local/build.ts';
import { clientOf } from '../../infra/local/demo/client.ts';
import { acme, clients, medico, packright, pools, product, quality, users } from '../../infra/local/demo/facts.ts';
import { personOf } from '../../infra/local/demo/person.ts';
import { seed } from '../../infra/local/demo/seed.ts';
import { type Cloud, startCloud } from '../../infra/local/start-cloud.ts';
import { epcisDocument } from '../../shared/epcis/write-json.ts';
import { serialPage } from '../../shared/messages/site-api.ts';
import { commissionEvent } from '../../shared/trace/commission.ts';
import { packEvent } from '../../shared/trace/pack.ts';
import { shipEvent } from '../../shared/trace/ship.ts';
import { startReceiver } from '../kit/receiver.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

const STARTS_MS = 180_000;
const patient = { timeout: 60_000, interval: 200 };
const folder = temporaryFolder();
const SITE = 'acme-leiden';
const sgln = (extension: string) => `urn:epc:id:sgln:9521321.00001.${extension}`;
const packOf = (n: number) => `https://id.gs1.org/01/${product.gtin}/21/${serials[n - 1]}`;
const box = (n: number) => `https://id.gs1.org/00/${ssccs[n - 1]}`;
let serials: readonly string[] = [];
let ssccs: readonly string[] = [];
let [pallet, caseA, caseB] = ['', '', ''];
const advice = `urn:epcglobal:cbv:bt:${packright.profile.gln}:DES-7`;
const isoOf = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000).toISOString();

let cloud: Cloud;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let agent: Agent;
let token = '';
let tokens = 0;

const admin = (tenant: string) => clientOf(cloud.url, folder.path, tenant, 'administrator');
const acmeAsks = async (path: string): Promise<unknown> => (await admin(acme.tenant).call('GET', path)).body;

const answered = v.record(v.string(), v.unknown());
async function ask(method: string, path: string, body?: object) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(new URL(path, agent.url), {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const said = v.parse(answered, await answer.json());
  if (answer.status >= 400) throw new Error(`${path}: ${JSON.stringify(said)}`);
  return said;
}
const act = (name: string, body: object) => ask('POST', `/api/warehouse/${name}`, { token: `t${tokens++}`, ...body });

const step = v.object({ bizStep: v.optional(v.string()) });
const historyOf = async (epc: string) => {
  const path = `/api/units/${encodeURIComponent(epc)}/history?order=asc`;
  return v.parse(v.object({ history: v.array(step) }), await acmeAsks(path)).history.map(({ bizStep }) => bizStep);
};

/** Numbers that were issued, as those of everything that is of our own. */
async function drawn(pool: string, count: number): Promise<readonly string[]> {
  const site = clientOf(cloud.url, folder.path, acme.tenant, 'site');
  await site.call('POST', '/api/serial-requests', { requestId: pool, pool, count, site: SITE });
  const { body } = await site.call('GET', `/api/serial-requests/${pool}/serials?limit=${count}`);
  return v.parse(serialPage, body).serials;
}

/** The packer tells of a pallet with two cases of three packs, and of its despatch. */
async function tellOfPallet(): Promise<void> {
  [serials, ssccs] = await Promise.all([drawn(pools.packs, 6), drawn(pools.sscc, 3)]);
  [pallet, caseA, caseB] = [box(1), box(2), box(3)];
  const place = { offset: '+00:00', readPoint: sgln('77'), bizLocation: sgln('77') };
  const at = (minute: number) => ({ ...place, at: isoOf(minute) });
  const packs = [1, 2, 3, 4, 5, 6].map(packOf);
  const { bizLocation: _, ...left } = at(6);
  const events = [
    commissionEvent({ epcs: packs, lot: 'LOT7', expiry: '2031-06-30', ...at(1) }),
    commissionEvent({ epcs: [caseA, caseB, pallet], ...at(2) }),
    packEvent({ parent: caseA, children: packs.slice(0, 3), ...at(3) }),
    packEvent({ parent: caseB, children: packs.slice(3), ...at(4) }),
    packEvent({ parent: pallet, children: [caseA, caseB], ...at(5) }),
    shipEvent({
      ...{ epcs: [pallet], ...left, from: packright.profile.party, to: acme.profile.party },
      despatchAdvice: advice,
    }),
  ];
  await admin(acme.tenant).call('POST', '/epcis/capture', epcisDocument(events, { creationDate: isoOf(7) }));
}

async function startSite(): Promise<void> {
  const site = clientOf(cloud.url, folder.path, acme.tenant, 'site');
  const thing = await cloud.registerThing(SITE, acme.tenant);
  const file = join(folder.path, 'agent.json');
  const lena = {
    username: 'lena',
    name: 'Lena Smith',
    roles: ['lead', 'qa'],
    password: await hashPassword(PASSWORD, 14),
  };
  writeFileSync(
    file,
    JSON.stringify({
      ...{
        tenant: acme.tenant,
        site: SITE,
        gln: acme.profile.gln,
        owners: [acme.tenant],
        lines: [],
        data: 'site-data',
      },
      ...{ api: cloud.url, clientId: site.clientId, clientSecret: site.clientSecret, hmiPort: 0, gatherMs: 0 },
      mqtt: { host: '127.0.0.1', port: cloud.mqttPort, ...thing, thing: SITE },
      people: [lena],
      warehouse: {
        ...{ readPoint: sgln('90'), bizLocation: sgln('9'), party: acme.profile.party, ssccPool: pools.sscc },
        locations: [{ id: sgln('91'), name: 'shelf 1' }],
      },
    }),
  );
  agent = await startAgent(readConfig(file));
  token = String((await ask('POST', '/api/session', { username: 'lena', password: PASSWORD }))['token']);
}

beforeAll(async () => {
  const assembly = await build(resolve(import.meta.dirname, '../..'));
  const parameters = (url: string) => ({
    RegulatorUrls: '{"eu":"http://127.0.0.1:9/"}',
    Outbound: 'loopback',
    SignInUrl: url,
  });
  const all = [...clients, { tenant: acme.tenant, role: 'site' }];
  cloud = await startCloud({ assembly, data: folder.path, port: 0, mqttPort: 0, parameters, clients: all, users });
  receiver = await startReceiver();
  const admins = { acme: admin(acme.tenant), packright: admin(packright.tenant), medico: admin(medico.tenant) };
  const webhookUrl = receiver.url('medico');
  await seed(admins, personOf(cloud.url, folder.path, quality.username), { webhookUrl });
  await Promise.all([tellOfPallet(), startSite()]);
}, STARTS_MS);
afterAll(async () => {
  await agent?.stop();
  await receiver?.stop();
  await cloud?.close();
  folder.remove();
});

let shipped = '';

test('a case is picked from a pallet, wholly repacked, and shipped with its notice, which reaches the customer', async () => {
  await expect.poll(() => historyOf(packOf(1)).catch(() => []), patient).toContain('shipping');
  expect(await ask('POST', '/api/warehouse/receipts', { advice })).toMatchObject({ advised: [pallet] });
  const came = await act('receive', { receipt: advice, scans: [pallet], last: true });
  expect(came).toMatchObject({ arrived: [pallet], missing: [], unverified: [], recallsAsOf: expect.any(String) });
  await act('put-away', { location: 'shelf 1', scans: [pallet] });
  const lines = [{ gtin: product.gtin, quantity: 3 }];
  await ask('POST', '/api/warehouse/shipments', { order: 'SO-1', to: medico.profile.party, po: 'PO 1', lines });
  expect(await act('pick', { order: 'SO-1', scans: [caseA] })).toMatchObject({
    lines: [{ picked: 3 }],
    relabel: [pallet],
  });
  await expect.poll(() => ask('GET', '/api/warehouse'), patient).toMatchObject({ numbers: 500 });
  const packed = await act('pack', { scans: [1, 2, 3].map(packOf) });
  shipped = String(packed['container']);
  await act('scan-back', { scan: shipped });
  const notice = await act('ship', { order: 'SO-1', scans: [shipped] });
  expect(notice).toMatchObject({ lines: [{ despatched: 3 }], goods: [{ epc: shipped, inside: [{}, {}, {}] }] });
  const told = () => receiver.received().map(({ body }) => body.toString());
  await expect.poll(() => told().some((body) => body.includes(`${acme.profile.gln}:SO-1`)), patient).toBe(true);
}, 120_000);

test('the repository tells what became of one pack, and what is in what', async () => {
  const unit = `/api/units/${encodeURIComponent(packOf(1))}`;
  await expect
    .poll(() => historyOf(packOf(1)), patient)
    .toEqual([
      ...['commissioning', 'packing', 'packing', 'shipping', 'receiving', 'storing', 'unpacking', 'picking'],
      ...['unpacking', 'packing', 'shipping'],
    ]);
  expect(await acmeAsks(unit)).toMatchObject({ parents: [{ epc: shipped }], effective: { disposition: 'in_transit' } });
  expect(await acmeAsks(`/api/units/${encodeURIComponent(pallet)}/contents`)).toMatchObject({
    contents: [{ epc: caseB }, {}, {}, {}],
  });
});

test('what comes back is verified, a recall of one pack is found in the box that holds it, and the repository has no objection', async () => {
  const back = await act('take-back', { scans: [packOf(1)], reason: 'ordered too many', rma: 'RMA-1' });
  expect(back).toMatchObject({ returned: [{ epc: packOf(1), verified: 'shipped-by-us' }] });
  const quinn = personOf(cloud.url, folder.path, quality.username);
  await quinn.signIn();
  await quinn.call('POST', '/api/recalls', {
    ...{ recall: 'R1', gtin: product.gtin, of: { kind: 'units', serials: serials.slice(1, 2) }, level: 'wholesale' },
    ...{ reason: 'a broken blister', signature: { meaning: 'recalled' } },
  });
  expect(await act('take-back', { scans: [shipped], reason: 'recalled' })).toMatchObject({
    returned: [{ epc: shipped, verified: 'recalled' }],
  });
  const returned = ['shipping', 'unpacking', 'receiving'];
  await expect.poll(async () => (await historyOf(packOf(1))).slice(-3), patient).toEqual(returned);
  await expect.poll(async () => (await historyOf(packOf(3))).at(-1), patient).toBe('receiving');
  expect(await acmeAsks('/api/exceptions')).toMatchObject({ exceptions: [] });
}, 120_000);

test('a lot is asked for its release as the repository tells it', async () => {
  const of = { gtin: product.gtin, lot: 'OWN1', order: 'order-own-1' };
  await admin(acme.tenant).call('POST', '/api/orders', {
    ...{
      ...of,
      site: SITE,
      line: 'line-1',
      expiry: '2031-12-31',
      quantity: 50,
      pool: pools.packs,
      ssccPool: pools.sscc,
    },
    ...{ owner: acme.tenant, companyPrefix: '9521321', unitsPerCase: 25, casesPerPallet: 2 },
  });
  const { clientId, clientSecret } = clientOf(cloud.url, folder.path, acme.tenant, 'site');
  const repository = cloudRepository({
    ...{ url: cloud.url, tokenUrl: `${cloud.url}/oauth2/token`, tenant: acme.tenant, clientId, clientSecret },
    ...{ fetch, now: Date.now, random: Math.random, wait: () => Promise.resolve() },
  });
  expect(await repository.isReleased(acme.tenant, of)).toBe(false);
});

test('a pack that is suspected at headquarters stays in the warehouse, with the case that holds what it stands in, and what stands beside it may leave', async () => {
  const suspect = {
    ...{ id: 'S-1', origin: { kind: 'other' }, reason: 'the seal of one was seen broken' },
    packs: [{ gtin: product.gtin, serial: serials[4] }],
  };
  const { body } = await admin(acme.tenant).call('POST', '/api/dscsa/suspects', suspect);
  const lines = [{ gtin: product.gtin, quantity: 3 }];
  await ask('POST', '/api/warehouse/shipments', { order: 'SO-2', to: medico.profile.party, lines });
  const refused = act('pick', { order: 'SO-2', scans: [caseB] });
  await expect(refused).rejects.toThrow(`${packOf(5)} is suspect product, case ${Object(body).id}, in ${caseB}`);
  expect(await act('pick', { order: 'SO-2', scans: [packOf(4)] })).toMatchObject({ picked: [packOf(4)] });
}, 60_000);
