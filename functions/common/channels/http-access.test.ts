import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { auditPut } from '#common/store/audit.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../../../infra/local/sandbox/serve.ts';
import { startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { captureChannel } from './capture-channel.ts';
import { httpAccess } from './http-access.ts';
import { httpsChannel } from './https-channel.ts';

let engine: Awaited<ReturnType<typeof startDynoxide>>;
let server: Sandbox;
let asked: Asked[] = [];
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
afterEach(() => server.close());

let now = new Date('2026-03-01T10:00:00Z');
const store = () => partnerCredentials(engine.db, tables.registry, async () => new Uint8Array(64).fill(7));
const tokens = keptTokens();

async function partner(answer: (asked: Asked) => Told): Promise<Partner> {
  asked = [];
  const take = (one: Asked) => {
    asked.push(one);
    return answer(one);
  };
  server = await serve({ port: 0, operationOf: () => 'call', faults: () => undefined, answer: take });
  const { url } = server;
  const https = { auth: 'client-credentials' as const, tokenUrl: `${url}/token`, scope: 'documents' };
  const party = 'urn:epc:id:pgln:9521999.00001';
  return { partner: 'medico', name: 'Medico', party, channel: 'https', url: `${url}/in`, generation: 1, https };
}

async function set(tenant: string, clientSecret: string) {
  now = new Date(now.getTime() + 1000);
  const at = now.toISOString();
  const told = { kind: 'client', shown: 'acme', setAt: at, setBy: 'pia' } as const;
  const entry = { at, by: 'pia', home: tenant, act: 'partner-credential-set', subject: 'partner medico' };
  const secret = { kind: 'client', clientId: 'acme', clientSecret } as const;
  await store().put(tenant, 'medico', { secret, told }, auditPut(tables.registry, tenant, entry));
}

/** Calls as a sender does, which opens the access for each message. */
async function call(tenant: string, medico: Partner) {
  const send = httpsSender(outboundGuard('loopback'), { timeoutMs: 5_000, maxAnswerBytes: 10_000 });
  const access = await httpAccess({ send, tokens, partnerCredentials: store(), now: () => now }, tenant, medico);
  if (isRefusal(access)) throw new Error(access.detail);
  return access.send({ method: 'POST', url: medico.url ?? '', headers: {}, body: Buffer.from('x') });
}
const given = (token: string): Told => ({
  status: 200,
  body: { access_token: token, token_type: 'Bearer', expires_in: 3600 },
});
const paths = () => asked.map(({ path }) => path.join('/'));

test('credentials for a partner’s new server are not shown to the old one, which took a message in', async () => {
  const medico = await partner(({ path }) => (path[0] === 'token' ? given('t1') : { status: 200 }));
  await set('moved', 'right');
  const [at, now] = [new Date('2026-03-01T10:00:00Z'), { ...medico, url: 'https://new.example/in' }];
  const send = httpsSender(outboundGuard('loopback'), { timeoutMs: 5_000, maxAnswerBytes: 10_000 });
  const access = await httpAccess({ send, tokens, partnerCredentials: store(), now: () => at }, 'moved', now);
  if (isRefusal(access)) throw new Error(access.detail);
  const receipt = `${new URL(medico.url ?? '').origin}/results/1`;
  const guard = outboundGuard('loopback');
  for (const channel of [httpsChannel(now.url, access, guard), captureChannel(now.url, access, guard)]) {
    const asked = await channel.ask?.(receipt, { id: 'm1', fileName: 'm1.json' }, AbortSignal.timeout(5_000));
    expect(asked?.verdict).toMatchObject({ verdict: 'stopped', reason: expect.stringContaining('resend only') });
  }
  // Nor by whatever else would call there.
  const other = await access.send({ method: 'GET', url: receipt, headers: {} });
  expect(other).toMatchObject({ failure: 'permanent' });
  expect(paths().filter((path) => path !== 'token')).toEqual([]);
});

describe('a token of a partner', () => {
  test('is asked for once, with the scope, and used again', async () => {
    const medico = await partner(({ path }) => (path[0] === 'token' ? given('t1') : { status: 200 }));
    await set('once', 'right');
    for (let i = 0; i < 3; i++) expect(await call('once', medico)).toMatchObject({ status: 200 });
    expect(paths()).toEqual(['token', 'in', 'in', 'in']);
    expect(asked[0]?.body.toString()).toBe('grant_type=client_credentials&scope=documents');
    expect(asked.slice(1).map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer t1'));
  });

  test('is changed for another when it is turned away, and when the secret is another', async () => {
    let count = 0;
    const medico = await partner(({ path, headers }) =>
      path[0] === 'token' ? given(`t${++count}`) : { status: headers.authorization === 'Bearer t1' ? 401 : 200 },
    );
    await set('anew', 'right');
    expect(await call('anew', medico)).toMatchObject({ status: 200 });
    expect(paths()).toEqual(['token', 'in', 'token', 'in']);
    await set('anew', 'new');
    expect(await call('anew', medico)).toMatchObject({ status: 200 });
    expect(asked.at(-1)?.headers.authorization).toBe('Bearer t3');
  });

  test('that is not given keeps the message back, and nothing of the secret is told', async () => {
    const medico = await partner(() => ({ status: 401, text: 'wrong secret: top-secret' }));
    await set('refused', 'top-secret');
    const answer = await call('refused', medico);
    expect(answer).toEqual({ failure: 'transient', reason: 'no token: token answered 401' });
    expect(await call('refused', medico)).toEqual(answer);
    // Asked again and again, a client may be locked out.
    expect(paths()).toEqual(['token']);
  });
});
