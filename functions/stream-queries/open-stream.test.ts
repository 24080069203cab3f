import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import { namedQueries } from '#common/store/named-queries.ts';
import { subscriptionRuns } from '#common/store/subscription-runs.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { tokenVerifier, type VerifyToken } from '#common/verify-token.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { lambdaContext } from '../../test/kit/lambda-context.ts';
import { openStream } from './open-stream.ts';
import { type SocketAnswer, socketHandler } from './socket-handler.ts';

const keys = await generateKeyPair('RS256');
const otherKeys = await generateKeyPair('RS256');

let engine: Dynoxide;
let pool: Server;
let issuer: string;
let verify: VerifyToken;
let tenant: string;
let count = 0;
let at: Date;
let woken: object[];
let isQueueAway: boolean;

beforeAll(async () => {
  engine = await startDynoxide();
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' }] };
  pool = createServer(({ url }, response) => {
    const found = url === '/.well-known/openid-configuration' ? { jwks_uri: `${issuer}/jwks` } : jwks;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  }).listen(0, '127.0.0.1');
  await once(pool, 'listening');
  const address = pool.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  issuer = `http://127.0.0.1:${address.port}`;
  verify = tokenVerifier({ issuer, peoplesClients: ['console'], members: known });
});
afterAll(async () => {
  await engine.stop();
  pool.closeAllConnections();
  await new Promise((done) => pool.close(done));
});
beforeEach(async () => {
  tenant = `acme-${count++}`;
  at = new Date('2026-03-01T08:00:00Z');
  woken = [];
  isQueueAway = false;
  await queries().create(tenant, {
    name: 'all',
    message: { queryName: 'SimpleEventQuery', params: {} },
    createdAt: at.toISOString(),
    by: 'test',
  });
});

const roles: Record<string, 'qa' | 'operator'> = { machines: 'qa', operators: 'operator', ada: 'qa' };
const known = {
  ofNetwork: async (_kind: 'person' | 'client', name: string) => {
    const role = roles[name];
    return role && { tenant, role, state: 'active' as const };
  },
};
const queries = () => namedQueries(engine.db, tables.registry);
const store = () => subscriptions(engine.db, tables.registry, tables.deliveries, () => at);
const token = (claims: JWTPayload = {}, key = keys.privateKey) =>
  new SignJWT({ sub: 'someone', role: 'qa', tenant, scope: 'seriate/read', client_id: 'machines', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(issuer)
    .setExpirationTime('1h')
    .sign(key);

async function ask(routeKey: string, connectionId: string, more: object = {}): Promise<SocketAnswer> {
  const open = openStream({
    verify,
    granted: async (owner, grantee) => owner === 'medico' && grantee === tenant,
    subscriptions: store(),
    wake: async (message, delay) => {
      if (isQueueAway) throw new Error('the queue is away');
      woken.push({ ...message, delay });
    },
    now: () => at,
  });
  const handler = socketHandler({ open, end: store().endConnection });
  return handler({ requestContext: { routeKey, connectionId }, isBase64Encoded: false, ...more }, lambdaContext);
}

async function connect(
  connectionId: string,
  parameters: Record<string, string> = {},
  headers?: Record<string, string>,
): Promise<number> {
  const all = { queryName: 'all', stream: 'true', ...parameters };
  const multiValueQueryStringParameters = Object.fromEntries(Object.entries(all).map(([name, one]) => [name, [one]]));
  const sent = headers ?? { Authorization: `Bearer ${await token()}` };
  return (await ask('$connect', connectionId, { headers: sent, multiValueQueryStringParameters })).statusCode;
}
const bearer = async (claims: JWTPayload, key = keys.privateKey) => ({
  Authorization: `Bearer ${await token(claims, key)}`,
});

describe('a stream that is opened', () => {
  test('is a subscription of its connection, whose run is woken when the connection stands', async () => {
    expect(await connect('c1', { initialRecordTime: '2026-02-01T00:00:00Z' })).toBe(200);
    const [made] = await store().all(tenant);
    expect(made).toMatchObject({
      channel: 'stream',
      connectionId: 'c1',
      queryName: 'all',
      initialRecordTime: '2026-02-01T00:00:00.000Z',
      epcFormat: 'Always_GS1_Digital_Link',
      reportIfEmpty: false,
    });
    const subscriptionId = made?.subscriptionId ?? '';
    expect(woken).toEqual([{ tenant, subscriptionId, delay: 2 }]);
    const runs = await subscriptionRuns(engine.db, tables.deliveries).of(tenant, [subscriptionId]);
    expect(runs.get(subscriptionId)?.state).toBe('active');
  });

  test('opens though the queue is away: its run is due, and woken later', async () => {
    isQueueAway = true;
    expect(await connect('c1')).toBe(200);
    const [made] = await store().all(tenant);
    const due = await dueRows(engine.db, tables.deliveries).overdue(tenant, new Date('2026-03-01T09:00:00Z'), 10);
    expect(due.map(({ wake }) => JSON.parse(wake?.message ?? ''))).toEqual([
      { tenant, subscriptionId: made?.subscriptionId },
    ]);
  });

  test('tells from now on when nothing else is said, by a schedule when one is', async () => {
    expect(await connect('c1', { stream: 'false', hour: '5', reportIfEmpty: 'true' })).toBe(200);
    const [made] = await store().all(tenant);
    expect(made).toMatchObject({ schedule: { hour: '5' }, reportIfEmpty: true, initialRecordTime: at.toISOString() });
  });

  test('ends with its connection, however often that is told', async () => {
    await connect('c1');
    await connect('c2');
    expect(await ask('$disconnect', 'c1')).toEqual({ statusCode: 200 });
    expect(await ask('$disconnect', 'c1')).toEqual({ statusCode: 200 });
    expect((await store().all(tenant)).map((one) => Object(one).connectionId)).toEqual(['c2']);
  });

  test('only speaks', async () => {
    expect(await ask('$default', 'c1', { body: 'hello' })).toEqual({
      statusCode: 200,
      body: '{"message":"this stream only speaks"}',
    });
  });

  test('clears away those of connections that cannot live any more', async () => {
    await connect('c1');
    at = new Date('2026-03-01T10:05:00Z');
    await connect('c2');
    expect(await store().all(tenant)).toHaveLength(2);
    at = new Date('2026-03-01T10:11:00Z');
    await connect('c3');
    expect((await store().all(tenant)).map((one) => Object(one).connectionId).sort()).toEqual(['c2', 'c3']);
  });
});

describe('who opens a stream', () => {
  test('shows a token in the header or, where there can be none, in the query string', async () => {
    expect(await connect('c1', {}, { authorization: `bearer ${await token()}` })).toBe(200);
    expect(await connect('c2', { access_token: await token() }, {})).toBe(200);
  });

  test('is not let in without a token of ours that is still good', async () => {
    const wrong = [
      {},
      { Authorization: 'Basic abc' },
      { Authorization: 'Bearer abc' },
      await bearer({}, otherKeys.privateKey),
      await bearer({ client_id: 'others' }),
      await bearer({ username: 'ada' }),
      await bearer({ role: 'administrator' }),
      await bearer({ tenant: undefined }),
      {
        Authorization: `Bearer ${await new SignJWT({ tenant, role: 'qa', client_id: 'machines' }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setIssuer(issuer).setExpirationTime(1).sign(keys.privateKey)}`,
      },
    ];
    for (const headers of wrong) expect(await connect('c1', {}, headers)).toBe(401);
    expect(await store().all(tenant)).toEqual([]);
  });

  test('is remembered, with when the token ends: it is asked again as long as the connection is open', async () => {
    const before = Date.now();
    await connect('c1', {}, await bearer({ username: 'ada', client_id: 'console' }));
    await connect('c2');
    const passes = (await store().all(tenant)).map((one) => Object(one).pass);
    expect(passes.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(['client machines', 'person ada']);
    for (const { until } of passes) expect(Math.abs(Date.parse(until) - before - 3_600_000)).toBeLessThan(60_000);
  });

  test('needs the scope to read and a role that may query', async () => {
    expect(await connect('c1', {}, await bearer({ scope: 'seriate/write' }))).toBe(403);
    expect(await connect('c1', {}, await bearer({ role: 'operator', client_id: 'operators' }))).toBe(403);
    expect(await connect('c1', {}, await bearer({ username: 'ada', client_id: 'console' }))).toBe(200);
  });

  test('hears of another tenant’s events only under its grant', async () => {
    const acting = async (owner: string) => ({ ...(await bearer({})), 'Seriate-Acting-For': owner });
    expect(await connect('c1', {}, await acting('packright'))).toBe(403);
    expect(await connect('c1', { queryName: 'all' }, await acting('medico'))).toBe(404);
  });
});

describe('a stream is not opened', () => {
  test('of a query that the tenant does not have', async () =>
    expect(await connect('c1', { queryName: 'none' })).toBe(404));

  test('with controls that contradict each other', async () => expect(await connect('c1', { hour: '5' })).toBe(400));

  test('in a version or a spelling that is not spoken', async () => {
    expect(await connect('c1', {}, { ...(await bearer({})), 'GS1-EPCIS-Version': '3.0.0' })).toBe(406);
    expect(await connect('c1', {}, { ...(await bearer({})), 'GS1-EPC-Format': 'Always' })).toBe(406);
  });

  test('while the issuer cannot be asked: that is a fault and not the token’s', async () => {
    verify = tokenVerifier({ issuer: 'http://127.0.0.1:1', peoplesClients: ['console'], members: known });
    await expect(connect('c1')).rejects.toThrow();
    verify = tokenVerifier({ issuer, peoplesClients: ['console'], members: known });
  });
});
