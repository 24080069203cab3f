import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpOpeners } from '#common/channels/open-channel.ts';
import { portalOpener } from '#common/channels/portal-channel.ts';
import { httpHandler } from '#common/http.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { audit } from '#common/store/audit.ts';
import { masterData } from '#common/store/master-data.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { saveDraft } from '#shared/master-data/change-version.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import { isRefusal } from '#shared/refusal.ts';
import { approved } from '../../test/kit/approved.ts';
import { type Answered, call } from '../../test/kit/call.ts';
import { startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { deadPort } from '../../test/kit/http-peer.ts';
import { startReceiver } from '../../test/kit/receiver.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { deleteCredential, listCredentials, putCredential } from './credentials.ts';
import { probePartner } from './probe-partner.ts';

let engine: Awaited<ReturnType<typeof startDynoxide>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let handler: ReturnType<typeof httpHandler>;
beforeAll(async () => {
  [engine, receiver] = await Promise.all([startDynoxide(), startReceiver()]);
  handler = handlerOver(engine.db);
});
afterAll(async () => {
  await receiver.stop();
  await engine.stop();
});
afterEach(() => receiver.reset());

const now = () => new Date('2026-03-01T10:00:00Z');
const root = async () => new Uint8Array(64).fill(7);
const all = '/api/partners/{partner}/credentials';
const one = '/api/partners/{partner}/credentials/{kind}';
const probe = '/api/partners/{partner}/probe';

function handlerOver(db: (typeof engine)['db']) {
  const guard = outboundGuard('loopback');
  const send = httpsSender(guard, { timeoutMs: 5_000, maxAnswerBytes: 10_000 });
  const credentials = partnerCredentials(db, tables.registry, root);
  const mailbox = { put: () => Promise.reject(new Error('a probe sends nothing')) };
  const portal = portalOpener({ mailbox, now });
  const http = httpOpeners({ guard, send, tokens: keptTokens(), partnerCredentials: credentials, root, now });
  const needs = {
    master: masterData(db, tables.registry),
    credentials,
    registryTable: tables.registry,
    openers: { ...http, portal },
    now,
  };
  return httpHandler(
    {
      [`GET ${all}`]: { permission: 'registry:read', endpoint: listCredentials(needs) },
      [`PUT ${all}`]: { permission: 'registry:write', endpoint: putCredential(needs) },
      [`DELETE ${one}`]: { permission: 'registry:write', endpoint: deleteCredential(needs) },
      [`POST ${probe}`]: { permission: 'registry:write', endpoint: probePartner(needs) },
    },
    async () => false,
  );
}

const content = (more: object) => ({ name: 'Medico', party: 'urn:epc:id:pgln:9521999.00001', ...more });
const hook = () => content({ channel: 'webhook', url: receiver.url('hook') });
let tenants = 0;
/** A tenant with a partner in force. */
async function aTenant(partner: object = hook()) {
  const tenant = `acme-${++tenants}`;
  await approved(engine.db, tenant, 'partner', 'medico', partner);
  return tenant;
}
/** Writes what would be another version, and has nobody approve it. */
async function drafted(tenant: string, partner: object, id = 'medico') {
  const store = masterData(engine.db, tables.registry);
  const at = now().toISOString();
  const read = kindsWith().partner.read(id, partner);
  const before = await store.get(tenant, 'partner', id);
  if (Array.isArray(read)) throw new Error(read.map(({ detail }) => detail).join());
  const step = saveDraft(before?.head, read, { by: 'pia', at });
  if (step === 'unchanged' || isRefusal(step)) throw new Error('no draft');
  const entry = { at, by: 'pia', home: tenant, act: 'partner-drafted', subject: `partner ${id}` };
  await store.commit({ tenant, kind: 'partner', id, read: before, step, audit: entry });
}

const put = (tenant: string, body: unknown, partner = 'medico') =>
  call(handler, `PUT ${all}`, { tenant, path: { partner }, body });
const list = (tenant: string) => call(handler, `GET ${all}`, { tenant, path: { partner: 'medico' } });
const drop = (tenant: string, kind: string) =>
  call(handler, `DELETE ${one}`, { tenant, path: { partner: 'medico', kind } });
const probed = (tenant: string, query = {}): Promise<Answered> =>
  call(handler, `POST ${probe}`, { tenant, path: { partner: 'medico' }, query });

describe('credentials for a partner', () => {
  test('are set, told by kind and time, and taken away; what they are is never told again', async () => {
    const tenant = await aTenant();
    const answers = [
      await put(tenant, { kind: 'password', user: 'acme', password: 'top-secret-1' }),
      await put(tenant, { kind: 'token', token: 'top-secret-2' }),
      await put(tenant, { kind: 'certificate', ...(await signingCertificate('ec')) }),
      await list(tenant),
      await drop(tenant, 'token'),
      await list(tenant),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 204, 200]);
    expect(JSON.stringify(answers)).not.toMatch(/top-secret|PRIVATE KEY/);
    expect(answers[3]?.body).toEqual({
      partner: 'medico',
      credentials: [
        { kind: 'password', shown: 'acme ••••••••', setAt: now().toISOString(), setBy: `${tenant}-client` },
        { kind: 'token', shown: '••••••••', setAt: now().toISOString(), setBy: `${tenant}-client` },
        expect.objectContaining({ kind: 'certificate', until: '2030-01-01T00:00:00.000Z' }),
      ],
    });
    expect(answers[5]?.body).toMatchObject({ credentials: [{ kind: 'password' }, { kind: 'certificate' }] });
    const { entries } = await audit(engine.db, tables.registry).ofMonth(tenant, '2026-03', 100);
    expect(entries.filter(({ act }) => act.startsWith('partner-credential'))).toHaveLength(4);
    expect(JSON.stringify(entries)).not.toMatch(/top-secret|PRIVATE KEY/);
  });

  test.each([
    ['kind: no such', { kind: 'pin', pin: '1' }, '/kind'],
    ['a member too many', { kind: 'token', token: 'a', user: 'b' }, '/user'],
    ['a header that breaks out of its line', { kind: 'token', token: 'a\r\nx: y' }, '/token'],
    ['a user with a colon', { kind: 'password', user: 'a:b', password: 'c' }, '/user'],
    ['no key', { kind: 'ssh-key', sshKey: 'ssh-ed25519 AAAA' }, '/sshKey'],
    ['no certificate', { kind: 'certificate', certificate: 'x', key: 'y' }, '/certificate'],
  ])('are refused with their place: %s', async (_, body, at) => {
    expect(await put(await aTenant(), body)).toMatchObject({ status: 400, body: { at } });
  });

  test('that nothing takes are kept, and said to be of no use as things are', async () => {
    const tenant = await aTenant();
    const token = { kind: 'token', token: 'abc' };
    const note = expect.stringMatching(/webhook.*no token/);
    expect(await put(tenant, token)).toMatchObject({ status: 200, body: { kind: 'token', note } });
    const other = await aTenant();
    await drafted(other, content({ channel: 'https', url: receiver.url('in'), https: { auth: 'bearer' } }));
    expect((await put(other, token)).body).not.toHaveProperty('note');
    expect((await put(other, { kind: 'password', user: 'a', password: 'b' })).body).toHaveProperty('note');
  });

  test('are a tenant’s own, and a partner’s that there is', async () => {
    const tenant = await aTenant();
    await put(tenant, { kind: 'token', token: 'abc' });
    expect(await list(await aTenant())).toMatchObject({ body: { credentials: [] } });
    expect(await put(tenant, { kind: 'token', token: 'abc' }, 'nobody')).toMatchObject({ status: 404 });
    expect(await drop(tenant, 'client')).toMatchObject({ status: 404 });
    expect(await drop(tenant, 'pin')).toMatchObject({ status: 404 });
  });
});

describe('a probe of a partner', () => {
  test('tells the steps, and leaves nothing but a question there', async () => {
    receiver.answers(() => ({ status: 405 }));
    const { status, body } = await probed(await aTenant());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      partner: 'medico',
      version: 1,
      channel: 'webhook',
      reached: true,
      at: now().toISOString(),
    });
    expect(body).toMatchObject({
      steps: [
        { step: 'address', ok: true },
        { step: 'connection', ok: true },
        { step: 'answer', ok: true },
      ],
    });
    expect(receiver.received().map(({ body }) => body.length)).toEqual([0]);
  });

  test('tells the step that fails', async () => {
    const dead = content({ channel: 'https', url: `http://127.0.0.1:${await deadPort()}/` });
    expect((await probed(await aTenant(dead))).body).toMatchObject({
      reached: false,
      failure: 'transient',
      steps: [
        { ok: true },
        {
          step: 'connection',
          ok: false,
          detail: 'nobody listens there (ECONNREFUSED)',
          remedy: expect.stringContaining('port'),
        },
      ],
    });
    receiver.answers(() => ({ status: 401 }));
    expect((await probed(await aTenant())).body).toMatchObject({
      reached: false,
      failure: 'permanent',
      steps: [
        { ok: true },
        { ok: true },
        {
          step: 'answer',
          ok: false,
          detail: expect.stringContaining('credentials'),
          remedy: expect.stringContaining('credential'),
        },
      ],
    });
  });

  test('says what is missing before anything is tried, and of a partner that fetches that nothing is sent', async () => {
    const proven = content({ channel: 'https', url: receiver.url('in'), https: { auth: 'bearer' } });
    expect((await probed(await aTenant(proven))).body).toMatchObject({
      reached: false,
      steps: [
        {
          step: 'channel',
          ok: false,
          detail: expect.stringContaining('no token is set'),
          remedy: expect.stringContaining('credentials'),
        },
      ],
    });
    expect((await probed(await aTenant(content({ channel: 'portal' })))).body).toMatchObject({
      reached: true,
      steps: [{ step: 'portal', ok: true, detail: expect.stringContaining('nothing is sent') }],
    });
    expect(receiver.received()).toEqual([]);
  });

  test('tries a draft when it is named, and the version in force otherwise', async () => {
    const tenant = await aTenant();
    await drafted(tenant, content({ channel: 'https', url: receiver.url('new') }));
    receiver.answers(() => ({ status: 404 }));
    expect((await probed(tenant)).body).toMatchObject({ version: 1, channel: 'webhook', reached: true });
    expect((await probed(tenant, { version: '2' })).body).toMatchObject({
      version: 2,
      channel: 'https',
      reached: true,
    });
    expect((await probed(tenant, { version: '1' })).body).toMatchObject({ version: 1, channel: 'webhook' });
    expect(await probed(tenant, { version: '3' })).toMatchObject({ status: 404 });
    expect(await probed(tenant, { version: 'x' })).toMatchObject({ status: 400 });
  });

  const proven = (url: string, https: object = {}) =>
    content({ channel: 'https', url, https: { auth: 'api-key', ...https } });
  const shown = () => JSON.stringify(receiver.received().map(({ headers }) => headers));

  test('of a draft shows nothing secret to a server that nobody agreed to', async () => {
    const tenant = await aTenant(proven('https://partner.example/in'));
    await put(tenant, { kind: 'api-key', apiKey: 'top-secret-9' });
    await drafted(tenant, proven(receiver.url('elsewhere')));
    expect((await probed(tenant, { version: '2' })).body).toMatchObject({
      reached: false,
      failure: 'permanent',
      steps: [
        { step: 'address', ok: true },
        { step: 'connection', ok: true },
        { step: 'credential', ok: false, remedy: expect.stringContaining('approved') },
      ],
    });
    expect(receiver.received()).toEqual([]);
  });

  test('shows a draft the client’s secret only where tokens are asked for as agreed', async () => {
    const [agreed, other] = [receiver.url('token'), 'https://stranger.example/token'];
    const client = { auth: 'client-credentials', tokenUrl: agreed };
    const tenant = await aTenant(proven(receiver.url('in'), client));
    await put(tenant, { kind: 'client', clientId: 'acme', clientSecret: 'top-secret-8' });
    await drafted(tenant, proven(receiver.url('in'), { ...client, tokenUrl: other }));
    const { body } = await probed(tenant, { version: '2' });
    expect(body).toMatchObject({ steps: [{ ok: true }, { ok: true }, { step: 'credential', ok: false }] });
  });

  test('of a draft that leads to the same server shows what is kept', async () => {
    const tenant = await aTenant(proven(receiver.url('in')));
    await put(tenant, { kind: 'api-key', apiKey: 'top-secret-9' });
    await drafted(tenant, proven(receiver.url('in/v2')));
    expect((await probed(tenant, { version: '2' })).body).toMatchObject({ reached: true });
    expect(shown()).toContain('top-secret-9');
  });

  test('before anything is approved shows a credential for whoever set it, and for nobody else', async () => {
    const tenant = `acme-${++tenants}`;
    await drafted(tenant, proven(receiver.url('in')));
    await put(tenant, { kind: 'api-key', apiKey: 'top-secret-9' });
    const asOther = { tenant, claims: { sub: 'somebody-else' }, path: { partner: 'medico' } };
    expect((await call(handler, `POST ${probe}`, asOther)).body).toMatchObject({ reached: false });
    expect(receiver.received()).toEqual([]);
    expect((await probed(tenant)).body).toMatchObject({ reached: true });
    expect(shown()).toContain('top-secret-9');
  });
});
