import { resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { MqttLink } from '../../edge-agent/link/mqtt.ts';
import { build } from '../../infra/local/build.ts';
import { clientOf } from '../../infra/local/demo/client.ts';
import { acme, clients, medico, packright, pools, product, quality, users } from '../../infra/local/demo/facts.ts';
import { personOf } from '../../infra/local/demo/person.ts';
import { seed } from '../../infra/local/demo/seed.ts';
import { type Cloud, startCloud } from '../../infra/local/start-cloud.ts';
import { epcisDocument } from '../../shared/epcis/write-json.ts';
import { sgtinUrn } from '../../shared/gs1/sgtin.ts';
import { acknowledgement } from '../../shared/messages/cloud-to-agent.ts';
import { reconciliation } from '../../shared/messages/lots-api.ts';
import { serialBlock, serialPage } from '../../shared/messages/site-api.ts';
import { acknowledgementTopic, captureTopic } from '../../shared/messages/topics.ts';
import { commissionEvent } from '../../shared/trace/commission.ts';
import { shipEvent } from '../../shared/trace/ship.ts';
import { startReceiver } from '../kit/receiver.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { good } from '../kit/unit-maker.ts';

const folder = temporaryFolder();
const STARTS_MS = 180_000;
const patient = { timeout: 30_000, interval: 100 };
const LOT = 'STORY1';
const line = { tenant: packright.tenant, site: packright.site, line: packright.line };
const companyPrefix = acme.profile.companyPrefixes[0] ?? '';

let cloud: Cloud;
let link: MqttLink;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  const assembly = await build(resolve(import.meta.dirname, '../..'));
  const parameters = (url: string) => ({
    RegulatorUrls: '{"eu":"http://127.0.0.1:9/"}',
    Outbound: 'loopback',
    SignInUrl: url,
  });
  receiver = await startReceiver();
  cloud = await startCloud({ assembly, data: folder.path, port: 0, mqttPort: 0, parameters, clients, users });
  const admin = (tenant: string) => client(tenant, 'administrator');
  const admins = { acme: admin(acme.tenant), packright: admin(packright.tenant), medico: admin(medico.tenant) };
  await seed(admins, personOf(cloud.url, folder.path, quality.username), { webhookUrl: receiver.url('hook') });
  const thing = await cloud.registerThing(packright.site, packright.tenant);
  link = new MqttLink({ host: '127.0.0.1', port: cloud.mqttPort, ...thing, thing: packright.site });
}, STARTS_MS);
afterAll(async () => {
  await link?.close();
  await cloud?.close();
  await receiver?.stop();
  folder.remove();
});

const client = (tenant: string, role: string) => clientOf(cloud.url, folder.path, tenant, role);
const owner = () => client(acme.tenant, 'administrator');
const tokenShape = v.object({ access_token: v.string() });

/** The contract packer's site, acting for the owner. */
async function packer(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const { clientId, clientSecret } = client(packright.tenant, 'site');
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const asked = await fetch(`${cloud.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token } = v.parse(tokenShape, await asked.json());
  const response = await fetch(`${cloud.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${access_token}`,
      'content-type': 'application/json',
      'seriate-acting-for': acme.tenant,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** Sends a line's messages, and waits until the repository has all of them. @param first sequence of the first */
async function tell(messages: readonly object[], first = 1): Promise<void> {
  const open = new Set(messages.map((_, i) => first + i));
  const all = Promise.withResolvers<void>();
  link.subscribe(acknowledgementTopic(line), (body) => {
    const { captured, refused } = v.parse(acknowledgement, JSON.parse(body));
    if (refused.length > 0) all.reject(new Error(JSON.stringify(refused)));
    for (const sequence of captured) open.delete(sequence);
    if (open.size === 0) all.resolve();
  });
  const send = async () => {
    for (const [i, message] of messages.entries())
      if (open.has(first + i))
        await link.publish(captureTopic(line), JSON.stringify({ ...message, sequence: first + i, owner: acme.tenant }));
  };
  link.onConnected(() => void send().catch(() => undefined));
  if (link.connected()) await send();
  await all.promise;
}

const order = (lot: string, change: object = {}) => ({
  order: `order-${lot}`,
  site: packright.site,
  line: packright.line,
  owner: acme.tenant,
  gtin: product.gtin,
  lot,
  expiry: '2031-12-31',
  quantity: 50,
  pool: pools.packs,
  ssccPool: pools.sscc,
  companyPrefix,
  unitsPerCase: 25,
  casesPerPallet: 2,
  ...change,
});

let serials: string[] = [];

test('the owner grants its packer a pool and one lot, and orders', async () => {
  await owner().call('PUT', `/api/grants/${packright.tenant}`, {
    permissions: ['serials:request', 'orders:read', 'orders:stand', 'events:capture'],
    scope: { gtins: [product.gtin], lots: [LOT], pools: [pools.packs, pools.sscc] },
  });
  await owner().call('POST', '/api/orders', order(LOT, { packer: packright.tenant }));
  await owner().call('POST', '/api/orders', order('OWN1', { packer: undefined }));
  expect(await packer('GET', `/api/orders?site=${packright.site}&state=assigned`)).toMatchObject({
    status: 200,
    body: { orders: [{ lot: LOT }] },
  });
});

test('the packer draws serials from the owner’s pool', async () => {
  const request = {
    requestId: 'story-1',
    pool: pools.packs,
    count: 50,
    site: packright.site,
    line: packright.line,
    order: `order-${LOT}`,
  };
  const asked = await packer('POST', '/api/serial-requests', request);
  expect(asked.status).toBe(201);
  expect(v.parse(serialBlock, asked.body).requestId).toBe('story-1');
  ({ serials } = v.parse(serialPage, (await packer('GET', '/api/serial-requests/story-1/serials?limit=50')).body));
  expect(serials).toHaveLength(50);
});

test('the packer packs, and reports into the owner’s lot', async () => {
  const [rejected, good48] = [serials.slice(0, 2), serials.slice(2)];
  const closedAt = new Date().toISOString();
  const epcs = good48.map((serial) => good(sgtinUrn({ gtin: product.gtin, serial, companyPrefix })));
  const place = { readPoint: packright.readPoint, bizLocation: packright.location, offset: '+00:00' };
  const event = commissionEvent({ epcs, at: closedAt, lot: LOT, expiry: '2031-12-31', ...place });
  const document = epcisDocument([event], { creationDate: closedAt });
  const counts = { printed: 50, commissioned: 48, rejected: 2, sampled: 0, destroyed: 0, unaccounted: 0 };
  const of = { order: `order-${LOT}`, gtin: product.gtin, lot: LOT, closedAt };
  const drawn = { block: 'story-1', pool: pools.packs, from: serials[0], to: serials.at(-1), ...counts };
  await tell([
    { kind: 'epcis', document },
    {
      kind: 'lot-fates',
      fates: { ...of, part: 0, lists: [{ block: 'story-1', fate: 'rejected', serials: rejected }] },
    },
    {
      kind: 'lot-report',
      report: {
        ...of,
        ...counts,
        cases: 0,
        pallets: 0,
        rejects: { 'no read': 2 },
        shippable: [],
        blocks: [drawn],
        startedAt: closedAt,
      },
    },
  ]);
  const { body } = await owner().call('GET', `/api/lots/${LOT}/reconciliation`);
  expect(v.parse(reconciliation, body)).toMatchObject({
    reconciles: true,
    figures: { asked: 50, commissioned: 48, rejected: 2, unaccounted: 0 },
    differences: [],
  });
});

test('the packer sees that lot and no other', async () => {
  expect((await packer('GET', '/api/lots')).body).toMatchObject({ lots: [{ lot: LOT, state: 'reported' }] });
  expect((await packer('GET', `/api/lots/${LOT}/reconciliation`)).status).toBe(200);
  expect((await packer('GET', '/api/lots/OWN1')).status).toBe(404);
  expect((await packer('GET', '/api/lots/OWN1/reconciliation')).status).toBe(404);
  expect((await packer('POST', `/api/lots/${LOT}/release`, { signature: { meaning: 'released' } })).status).toBe(403);
});

test('the owner’s quality assurance releases it under a signature, which no machine can give', async () => {
  const signature = { meaning: 'released for sale', reason: 'every number has one fate' };
  const release = (who: { call: ReturnType<typeof client>['call'] }) =>
    who.call('POST', `/api/lots/${LOT}/release`, { signature });
  await expect(release(client(acme.tenant, 'qa'))).rejects.toThrow('signature-needed');
  const quinn = personOf(cloud.url, folder.path, quality.username);
  await quinn.signIn();
  expect((await release(quinn)).body).toMatchObject({
    state: 'released',
    release: { signature: { by: quality.username, meaning: 'released for sale' }, differences: [] },
  });
  const { body } = await quinn.call('GET', '/api/audit?act=lot-released');
  expect(body).toMatchObject({ entries: [{ by: quality.username, subject: `lot ${product.gtin} ${LOT}` }] });
});

test('the packer ships it for the owner, and the wholesaler is told', async () => {
  const at = new Date().toISOString();
  const epcs = serials.slice(2).map((serial) => good(sgtinUrn({ gtin: product.gtin, serial, companyPrefix })));
  const parties = { from: acme.profile.party, to: medico.profile.party };
  const event = shipEvent({ epcs, at, offset: '+00:00', readPoint: packright.readPoint, ...parties });
  const came = receiver.came(1);
  await tell([{ kind: 'epcis', document: epcisDocument([event], { creationDate: at }) }], 4);
  await came;
  expect(receiver.received()[0]?.body.toString('utf8')).toContain(epcs[0]);
  await vi.waitFor(async () => {
    const { body } = await owner().call('GET', `/api/deliveries?partner=${medico.tenant}`);
    expect(body).toMatchObject({ deliveries: [{ state: 'delivered' }] });
  }, patient);
});
