import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { build } from '../../../infra/local/build.ts';
import { approved } from '../../../infra/local/demo/approved.ts';
import { clientOf } from '../../../infra/local/demo/client.ts';
import { acme, clients, medico, packright, pools, product, quality, users } from '../../../infra/local/demo/facts.ts';
import { personOf } from '../../../infra/local/demo/person.ts';
import { seed } from '../../../infra/local/demo/seed.ts';
import { type SftpSandbox, startSftpSandbox } from '../../../infra/local/sandbox/sftp/sandbox.ts';
import { type Cloud, startCloud } from '../../../infra/local/start-cloud.ts';
import { sgtinUrn } from '../../../shared/gs1/sgtin.ts';
import { ssccUrn } from '../../../shared/gs1/sscc.ts';
import type { ContentOf, Family, Message } from '../../../shared/mapping/exchange/families.ts';
import { readExchange } from '../../../shared/mapping/exchange/read-exchange.ts';
import { writeExchange } from '../../../shared/mapping/exchange/write-exchange.ts';
import { toldInbound } from '../../../shared/messages/inbound-api.ts';
import { reconciliation } from '../../../shared/messages/lots-api.ts';
import { partnerMessages } from '../../../shared/messages/partner-messages-api.ts';
import { startReceiver } from '../../kit/receiver.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { good } from '../../kit/unit-maker.ts';

const STARTS_MS = 180_000;
const patient = { timeout: 30_000, interval: 100 };
const folder = temporaryFolder();
const companyPrefix = acme.profile.companyPrefixes[0] ?? '';
const [LOT, ORDER] = ['FILES1', 'PO-4711'];
/** A packer that is no tenant here: it has an SFTP server, and speaks files. */
const PARTNER = 'packline';
const SITE = '9521988000024';
const sgln = 'urn:epc:id:sgln:9521988.00002.0';

let cloud: Cloud;
let server: SftpSandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let controlNumber = 0;

const owner = () => clientOf(cloud.url, folder.path, acme.tenant, 'administrator');
const quinn = () => personOf(cloud.url, folder.path, quality.username);

beforeAll(async () => {
  const assembly = await build(resolve(import.meta.dirname, '../../..'));
  const parameters = (url: string) => ({
    RegulatorUrls: '{"eu":"http://127.0.0.1:9/"}',
    Outbound: 'loopback',
    SignInUrl: url,
  });
  receiver = await startReceiver();
  server = await startSftpSandbox({ port: 0, dataDir: join(folder.path, 'packline') });
  cloud = await startCloud({ assembly, data: folder.path, port: 0, mqttPort: 0, parameters, clients, users });
  const admin = (tenant: string) => clientOf(cloud.url, folder.path, tenant, 'administrator');
  const admins = { acme: admin(acme.tenant), packright: admin(packright.tenant), medico: admin(medico.tenant) };
  await seed(admins, quinn(), { webhookUrl: receiver.url('hook') });
}, STARTS_MS);
afterAll(async () => {
  await cloud?.close();
  await server?.close();
  await receiver?.stop();
  folder.remove();
});

/** The packer hands in a file, and reads what became of it. */
async function handIn(...said: readonly Message[]) {
  const header = { sender: '9521988000017', receiver: acme.profile.gln, controlNumber: String(++controlNumber) };
  const at = new Date().toISOString();
  const body = good(writeExchange({ ...header, date: at.slice(0, 10), time: at.slice(11) }, said));
  const path = `/api/inbound-documents?partner=${PARTNER}&fileName=${controlNumber}.xml`;
  const token = await tokenOf(owner());
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const answer = await fetch(`${cloud.url}${path}`, { method: 'POST', headers, body });
  const { documentId } = v.parse(v.object({ documentId: v.string() }), await answer.json());
  return vi.waitFor(async () => {
    const { body: row } = await owner().call('GET', `/api/inbound-documents/${documentId}`);
    const told = v.parse(toldInbound, row);
    expect(told.state).not.toMatch(/received|reading/);
    return told;
  }, patient);
}

async function tokenOf({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const asked = await fetch(`${cloud.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return v.parse(v.object({ access_token: v.string() }), await asked.json()).access_token;
}

type MessageOf<F extends Family> = { readonly family: F; readonly content: ContentOf<F> };
const isOf = <F extends Family>(family: F, message: { family: Family } | undefined): message is MessageOf<F> =>
  message?.family === family;

/** What the packer finds on its server: messages of a family, those it has not taken yet. */
const taken = new Set<string>();
function found<F extends Family>(family: F, count = 1) {
  return vi.waitFor(() => {
    const out = join(server.root, 'out');
    const names = readdirSync(out).filter((name) => name.startsWith(family) && !taken.has(name));
    expect(names).toHaveLength(count);
    for (const name of names) taken.add(name);
    return names.map((name) => {
      const read = readExchange(readFileSync(join(out, name), 'utf8'));
      if (Array.isArray(read)) throw new Error(JSON.stringify(read));
      const message: { family: Family } | undefined = read.messages[0];
      if (!isOf(family, message)) throw new Error(`${name} holds ${message?.family}`);
      return { header: read.header, content: message.content };
    });
  }, patient);
}

const answered = (inReplyTo: string) =>
  handIn({ family: 'processing-response', content: { inReplyTo, outcome: 'ACCEPTED' } });

test('1, 2: the owner and its packer agree on channel and form, and share product and place', async () => {
  const client = owner();
  const { body } = await client.call('GET', '/api/network/identity');
  server.trust(v.parse(v.looseObject({ ssh: v.looseObject({ publicKey: v.string() }) }), body).ssh.publicKey);
  for (const direction of ['in', 'out'])
    await approved(client, quinn(), `/api/mappings/packline-${direction}`, {
      mapping: { format: 'serial-exchange', direction },
    });
  await approved(client, quinn(), `/api/partners/${PARTNER}`, {
    name: 'Packline GmbH',
    party: 'urn:epc:id:pgln:9521988.00001',
    kind: 'cmo',
    channel: 'sftp',
    url: server.url,
    sftp: { user: 'seriate', hostKeys: [server.hostKey], auth: 'key', out: 'out' },
    mapping: { in: 'packline-in', out: 'packline-out' },
    packs: { scope: { gtins: [product.gtin] }, most: 10_000 },
  });
  await approved(client, quinn(), `/api/locations/${SITE}`, {
    companyPrefix: '9521988',
    name: 'Packline Graz',
    kind: 'packaging',
    address: { city: 'Graz', country: 'AT' },
    partner: PARTNER,
  });
  expect(await client.call('POST', `/api/partners/${PARTNER}/probe`)).toMatchObject({ body: { reached: true } });
});

test('3: an order for its site comes to the packer as a file, and so does a change; it takes both', async () => {
  await owner().call('POST', '/api/orders', {
    ...{ order: ORDER, site: SITE, line: 'line-1', owner: acme.tenant, gtin: product.gtin, lot: LOT },
    ...{ expiry: '2031-12-31', quantity: 40, pool: pools.packs, ssccPool: pools.sscc, companyPrefix },
    ...{ unitsPerCase: 24, casesPerPallet: 2 },
  });
  const [made] = await found('production-order');
  expect(made?.content).toMatchObject({ orderNumber: ORDER, lot: LOT, quantity: 40, location: SITE, revision: 1 });
  await owner().call('POST', `/api/orders/${ORDER}/change`, { revision: 1, quantity: 50, reason: 'more are wanted' });
  const [changed] = await found('production-order');
  expect(changed?.content).toMatchObject({ quantity: 50, revision: 2 });
  await answered(made?.header.controlNumber ?? '');
  await answered(changed?.header.controlNumber ?? '');
  expect((await owner().call('GET', `/api/orders/${ORDER}`)).body).toMatchObject({
    quantity: 50,
    waits: false,
    standing: { state: 'assigned', runs: 2 },
  });
});

let serials: readonly string[] = [];
let ssccs: readonly string[] = [];
const ask = (change: Partial<ContentOf<'serial-request'>>) =>
  handIn({
    family: 'serial-request',
    content: { requestId: 'r-1', idType: 'GTIN', size: 50, objectKey: { gtin: product.gtin }, lot: LOT, ...change },
  });

test('4: a request for a lot that nobody ordered is refused and told; mended, it brings numbers', async () => {
  const wrong = await ask({ lot: 'FILES2' });
  expect(wrong).toMatchObject({ state: 'refused', problems: [{ code: 'not-found' }] });
  const [refusal] = await found('processing-response');
  expect(refusal?.content).toMatchObject({
    outcome: 'REJECTED',
    problems: [{ detail: expect.stringContaining('FILES2'), remedy: expect.any(String) }],
  });
  expect(await ask({})).toMatchObject({ state: 'accepted' });
  const [given] = await found('serial-response');
  serials = given?.content.serials ?? [];
  expect(new Set(serials).size).toBe(50);
  await answered(given?.header.controlNumber ?? '');
  await ask({ requestId: 'r-2', idType: 'SSCC', objectKey: {}, size: 3 });
  const [containers] = await found('serial-response');
  ssccs = containers?.content.serials ?? [];
  expect(ssccs).toHaveLength(3);
  expect((await owner().call('GET', '/api/serial-requests/packline:r-1')).body).toMatchObject({
    partner: PARTNER,
    order: ORDER,
    state: 'delivered',
    count: 50,
  });
  expect(await found('processing-response', 2)).toMatchObject([
    { content: { outcome: 'ACCEPTED' } },
    { content: { outcome: 'ACCEPTED' } },
  ]);
});

const pack = (i: number) => good(sgtinUrn({ gtin: product.gtin, serial: serials[i] ?? '', companyPrefix }));
const packs = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => pack(from + i));
const box = (i: number) => good(ssccUrn({ sscc: ssccs[i] ?? '', companyPrefix }));
const now = () => ({ at: new Date().toISOString(), offset: '+01:00', readPoint: sgln, bizLocation: sgln });

const endOf = (change: Partial<ContentOf<'end-of-batch'>>): Message => ({
  family: 'end-of-batch',
  content: {
    ...{ lot: LOT, gtin: product.gtin, orderNumber: ORDER, endedAt: new Date().toISOString() },
    counts: { commissioned: 48, rejected: 1, destroyed: 0, unused: 1, cases: 2, pallets: 1 },
    rejectedSerials: serials.slice(48, 49),
    unusedSerials: serials.slice(49),
    ...change,
  },
});

test('5, 6: the packer tells what it made; a wrong end of the batch is refused and told, and mended', async () => {
  const assigned: Message = {
    family: 'disposition-assigned',
    content: {
      ...{ lot: LOT, expiry: '2031-12-31', line: 'line-1' },
      commissions: [{ ...now(), epcs: packs(0, 48) }],
      aggregations: [
        { ...now(), parent: box(0), contents: packs(0, 24), packed: 'FULL' },
        { ...now(), parent: box(1), contents: packs(24, 48), packed: 'FULL' },
        { ...now(), parent: box(2), contents: [box(0), box(1)] },
      ],
    },
  };
  expect(await handIn(assigned)).toMatchObject({ state: 'accepted', family: 'epcis' });
  const wrong = await handIn(endOf({ unusedSerials: serials.slice(0, 1) }));
  expect(wrong).toMatchObject({ state: 'refused', problems: [{ at: '/EndOfBatch/UnusedSerials/UnusedSerial[1]' }] });
  expect(await handIn(endOf({}))).toMatchObject({ state: 'accepted', problems: [] });
  const told = (await found('processing-response', 3)).map(({ content }) => content.outcome);
  expect(told.toSorted()).toEqual(['ACCEPTED', 'ACCEPTED', 'REJECTED']);
});

test('7: asked is what was commissioned, rejected and not used', async () => {
  const { body } = await owner().call('GET', `/api/lots/${LOT}/reconciliation`);
  expect(v.parse(reconciliation, body)).toMatchObject({
    reconciles: true,
    figures: { asked: 50, commissioned: 48, rejected: 1, destroyed: 1, unaccounted: 0 },
    differences: [],
  });
});

test('8: the owner’s quality assurance releases the lot', async () => {
  const person = quinn();
  await person.signIn();
  const signature = { meaning: 'released for sale', reason: 'every number has one fate' };
  expect(await person.call('POST', `/api/lots/${LOT}/release`, { signature })).toMatchObject({
    body: { state: 'released', release: { differences: [] } },
  });
});

test('9: what the packer ships is told to whom it goes to', async () => {
  const parties = (id: string) => ['possessing_party', 'owning_party'].map((role) => ({ role, id }));
  const shipment = {
    ...now(),
    epcs: [box(2)],
    sources: parties(acme.profile.party),
    destinations: parties(medico.profile.party),
  };
  const { bizLocation: _, ...left } = shipment;
  const came = receiver.came(1);
  expect(await handIn({ family: 'sales-shipment', content: { shipments: [left] } })).toMatchObject({
    state: 'accepted',
  });
  await came;
  expect(receiver.received()[0]?.body.toString('utf8')).toContain(box(2));
  await vi.waitFor(async () => {
    const { body } = await owner().call('GET', `/api/deliveries?partner=${medico.tenant}`);
    expect(body).toMatchObject({ deliveries: [{ state: 'delivered' }] });
  }, patient);
});

test('a packer that has no server uploads, and fetches what it is told, with a client of its own', async () => {
  await approved(owner(), quinn(), '/api/partners/uploader', {
    ...{ name: 'Uploader Kft', party: 'urn:epc:id:pgln:9521989.00001', kind: 'cmo', channel: 'portal' },
    mapping: { in: 'packline-in', out: 'packline-out' },
    packs: { scope: { gtins: [product.gtin] }, forStock: true },
  });
  const wanted = {
    id: 'uploader',
    name: 'Uploader',
    role: 'partner-api',
    scopes: ['read', 'write'],
    partner: 'uploader',
  };
  const made = await owner().call('POST', '/api/clients', wanted);
  const its = v.parse(v.object({ clientId: v.string(), clientSecret: v.string() }), made.body);
  const headers = { authorization: `Bearer ${await tokenOf(its)}`, 'content-type': 'application/octet-stream' };
  const get = (path: string) => fetch(`${cloud.url}${path}`, { headers });
  const request = { requestId: 'r-1', idType: 'GTIN' as const, size: 7, objectKey: { gtin: product.gtin } };
  const header = { sender: '9521989000016', receiver: acme.profile.gln, controlNumber: '1' };
  const document = { ...header, date: '2026-03-01', time: '10:00:00Z' };
  const body = good(writeExchange(document, [{ family: 'serial-request', content: request }]));
  expect(await fetch(`${cloud.url}/api/inbound-documents`, { method: 'POST', headers, body })).toMatchObject({
    status: 202,
  });
  const messages = await vi.waitFor(async () => {
    const listed = v.parse(partnerMessages, await (await get('/api/partner-messages')).json()).messages;
    expect(listed).toHaveLength(2);
    return listed;
  }, patient);
  const [given] = messages.filter(({ fileName }) => fileName.startsWith('serial-response'));
  const read = readExchange(await (await get(`/api/partner-messages/${given?.message}`)).text());
  expect(read).toMatchObject({ messages: [{ content: { requestId: 'r-1', serials: expect.any(Array) } }] });
  const others = (await found('processing-response', 1))[0]?.header.controlNumber;
  expect((await get(`/api/partner-messages/${others}`)).status).toBe(404);
});
