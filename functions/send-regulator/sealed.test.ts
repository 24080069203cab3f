import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { type Asked, type Sandbox, serve, type Told } from '../../infra/local/sandbox/serve.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { digest, letters } from '../../test/kit/letters.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { sendReport } from './send-report.ts';

let world: World;
let server: Sandbox;
let pair: Awaited<ReturnType<typeof signingCertificate>>;
beforeAll(async () => {
  world = await startWorld();
  pair = await signingCertificate('ec');
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await server.close();
});

interface Faults {
  /** Says of the first tokens that they hold no more. */
  readonly endedTokens?: number;
  /** Answers the first uploads with 503. */
  readonly busy?: number;
  readonly refused?: string;
  readonly noLogin?: boolean;
  /** Where the document is to be uploaded. */
  readonly link?: string;
}

/** The other side, with what it was asked. */
async function openLetters({ endedTokens = 0, busy = 0, refused, noLogin = false, link = '' }: Faults = {}) {
  const asked: Asked[] = [];
  let tokens = 0;
  let tries = 0;
  let polls = 0;
  const takes = (one: Asked): Told => {
    const [first = '', second = '', third] = one.path;
    if (first === 'api') {
      if (noLogin) return { status: 401 };
      return { status: 200, body: third === 'auth' ? { code: 'c' } : { token: `bearer~${++tokens}`, life_time: 30 } };
    }
    if (tokens <= endedTokens) return { status: 401, body: {} };
    const sum = digest(asked.findLast(({ method }) => method === 'PUT')?.body.toString() ?? '');
    switch (first) {
      case 'documents':
        return tries++ < busy
          ? { status: 503 }
          : { status: 200, body: { id: 'd1', link: link || `${server.url}/links/d1?a=1` } };
      case 'status':
        return { status: 200, body: { ready: polls++ > 0 } };
      case 'ticket':
        return { status: 200, body: { sum, ...(refused !== undefined && { refused }) } };
      case 'requests':
        return { status: 404, body: {} };
      default:
        return { status: 200, body: { [second]: 'taken' } };
    }
  };
  server = await serve({
    port: 0,
    operationOf: () => 'call',
    faults: () => undefined,
    answer: (one) => {
      asked.push(one);
      return takes(one);
    },
  });
  return { asked, calls: () => asked.map(({ method, path }) => `${method} ${path.join('/')}`) };
}

/** A tenant with a report that is due, whose price was given. */
async function due(facts: Record<string, string> = { price: '12.50' }, notes = {}): Promise<House> {
  const house = await aHouse(world, { units: 1 });
  const { tenant, gtin } = house;
  const act = { act: 'shipment:e1', at: '2026-03-01T08:00:00.000Z' };
  const report = { key: 'k', name: 'letter', ...act, wants: ['price'], notes };
  const planned = {
    tenant,
    deliveryId: 'letter',
    kind: 'submission',
    market: 'zz',
    subject: { gtin },
    report,
  } as const;
  await world.needs.deliveries.plan({ ...planned, facts }, world.needs.now());
  const access = { market: 'zz', url: server.url, secret: 'letters', rehearsal: false, updatedAt: '' };
  const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'set', subject: 'x' };
  await world.needs.accesses.put(tenant, access, auditPut(tables.registry, tenant, entry));
  world.woken.push({ message: { tenant, deliveryId: 'letter' }, at: world.needs.now().getTime() });
  return house;
}

const client = { clientId: 'c1', clientSecret: 'hush', userId: 'u1' };
const secret = (): RegulatorCredentials => ({
  ...{ access: 'mdlp-token', origins: [server.url], ...client },
  signature: { form: 'cms', ...pair },
});

async function send(turns = 40, held = secret(), regime = letters) {
  const credentials = () => Promise.resolve(held);
  const needs = { ...world.needs, credentials, baseUrls: {}, tokens: keptTokens(), regimes: [regime] };
  await world.drain(runDelivery(needs, 'acknowledged', sendReport(needs)), turns);
}

async function row({ tenant }: House): Promise<Delivery> {
  const found = await world.needs.deliveries.get(tenant, 'letter');
  if (found === undefined) throw new Error('not planned');
  return found;
}
const texts = ({ evidence }: Delivery) =>
  Promise.all(
    evidence.map(async ({ key }) => Buffer.from((await world.needs.evidence.get(key)) ?? []).toString('utf8')),
  );

describe('a document that is signed, and uploaded under a receipt', () => {
  test('is acknowledged at the end of all steps, each of which is evidence', async () => {
    const { asked, calls } = await openLetters();
    const house = await due();
    await send();
    const done = await row(house);
    expect(done).toMatchObject({ state: 'acknowledged', receipt: 'ticket|d1', attempts: 1 });
    expect(calls()).toEqual([
      ...['POST api/v1/auth', 'POST api/v1/token', 'POST documents', 'PUT links/d1', 'POST finished'],
      ...['GET status/d1', 'GET status/d1', 'GET ticket/d1'],
    ]);
    const [, , upload, link] = asked;
    expect(link?.body.toString()).toBe('<document price="12.50"/>');
    expect(JSON.parse(upload?.body.toString() ?? '')).toMatchObject({ sum: digest('<document price="12.50"/>') });
    expect(new Set(asked.slice(2).map(({ headers }) => headers.authorization))).toEqual(new Set(['token bearer~1']));
    expect(done.evidence.map(({ direction }) => direction)).toEqual([
      ...['sent', 'attached', 'answered'], // the digest, and the document
      ...['sent', 'answered'], // the document under its link
      ...['sent', 'answered'], // that it is all
      ...['answered', 'answered'], // status, ticket
    ]);
    const kept = await texts(done);
    expect(kept[1]).toBe('<document price="12.50"/>');
    expect(kept[3]).toBe(kept[1]);
    expect(kept[5]).toBe('{"id":"d1"}');
  });

  test('is written by a regime that knows what it noted when it was due', async () => {
    await openLetters();
    await due(undefined, { of: 'release', batch: 'LOT:1' });
    const noted: unknown[] = [];
    const writeMessage: Regime['writeMessage'] = (report, data) => {
      noted.push(report.notes);
      return letters.writeMessage(report, data);
    };
    await send(40, secret(), { ...letters, writeMessage });
    expect(noted).toEqual([{ of: 'release', batch: 'LOT:1' }]);
  });

  test('leaves neither token nor secret in rows and evidence', async () => {
    await openLetters();
    const house = await due();
    await send();
    const done = await row(house);
    expect(JSON.stringify([done, await texts(done)])).not.toMatch(/token|bearer~|hush/);
  });

  test('is the same to the byte when it is sent again, signature and all', async () => {
    const { asked } = await openLetters({ busy: 2 });
    const house = await due();
    await send();
    expect(await row(house)).toMatchObject({ state: 'acknowledged', attempts: 3 });
    const sent = asked.filter(({ path }) => path[0] === 'documents').map(({ body }) => body.toString());
    expect([sent.length, new Set(sent).size]).toEqual([3, 1]);
  });

  test('goes on after a token that ended too early', async () => {
    const { asked } = await openLetters({ endedTokens: 1 });
    const house = await due();
    await send();
    expect(await row(house)).toMatchObject({ state: 'acknowledged', attempts: 1 });
    expect(asked.at(-1)?.headers.authorization).toBe('token bearer~2');
  });

  test('that was refused is written anew, with the facts of then', async () => {
    const { asked } = await openLetters({ refused: 'price' });
    const house = await due();
    await send();
    const refused = await row(house);
    expect(refused).toMatchObject({ state: 'rejected', failure: 'price' });
    await world.needs.deliveries.reopen(refused, true, world.needs.now());
    world.woken.push({ message: { tenant: house.tenant, deliveryId: 'letter' }, at: world.needs.now().getTime() });
    await send();
    const requests = asked.filter(({ path }) => path[0] === 'documents').map(({ body }) => JSON.parse(body.toString()));
    expect(requests.map(({ requestId }) => requestId)).toEqual(['letter-1', 'letter-2']);
  });

  test('is uploaded to no place that the secret does not name, and stays as it stands', async () => {
    await openLetters({ link: 'https://upload.invalid/d1' });
    const house = await due();
    await send(4);
    const standing = await row(house);
    expect(standing).toMatchObject({ state: 'sent', receipt: 'upload|d1|https://upload.invalid/d1' });
    expect(standing.failure).toContain('https://upload.invalid, which is not among the origins');
  });

  test('waits where the regulator lets nobody in, and no try is lost', async () => {
    const { calls } = await openLetters({ noLogin: true });
    const house = await due();
    await send(3);
    expect(await row(house)).toMatchObject({ state: 'due', attempts: 0, failure: 'no token: auth answered 401' });
    expect(calls().every((call) => call === 'POST api/v1/auth')).toBe(true);
  });

  test('waits for a secret that can sign', async () => {
    await openLetters();
    const house = await due();
    await send(2, { access: 'static', origins: [server.url] });
    expect(await row(house)).toMatchObject({ state: 'due', failure: 'the secret holds nothing to sign messages with' });
  });

  test('is not sent without the facts that it wants, whoever let it go', async () => {
    const { calls } = await openLetters();
    const house = await due({});
    await send(3);
    expect(await row(house)).toMatchObject({ state: 'due', attempts: 0, failure: 'waits for price' });
    expect(calls()).not.toContain('POST documents');
  });
});

test('reports of any name take turns by what their calls are called', async () => {
  await openLetters();
  const house = await due();
  const { deliveries, now } = world.needs;
  const { tenant, gtin } = house;
  const report = { key: 'l', name: 'postcard', act: 'shipment:e2', at: '2026-03-01T08:00:00.000Z' };
  const planned = {
    tenant,
    deliveryId: 'postcard',
    kind: 'submission',
    market: 'zz',
    subject: { gtin },
    report,
  } as const;
  await deliveries.plan(planned, now());
  world.woken.push({ message: { tenant, deliveryId: 'postcard' }, at: now().getTime() });
  const limit = { ...{ calls: 1, seconds: 90, burst: 1 }, per: 'tenant', confidence: 'own', source: 'a test' } as const;
  const throttles = ['documents', 'token'].map((call) => ({ system: 'letters', call, ...limit }));
  const busy: Regime = { ...letters, systems: [{ system: 'letters', throttles }] };
  await send(20, secret(), busy);
  const rows = await Promise.all(['letter', 'postcard'].map((id) => deliveries.get(tenant, id)));
  expect(rows.map((one) => [one?.state, one?.attempts])).toEqual([
    ['acknowledged', 1],
    ['acknowledged', 1],
  ]);
  const [first = 0, second = 0] = rows.map((one) => Date.parse(one?.evidence[0]?.at ?? ''));
  expect(Math.abs(second - first)).toBeGreaterThanOrEqual(90_000);
});

test('a market without an address has its reports wait for one', async () => {
  await openLetters();
  const { tenant, gtin } = await aHouse(world, { units: 1 });
  const report = { key: 'k', name: 'letter', act: 'shipment:e1', at: '' };
  const planned = {
    tenant,
    deliveryId: 'letter',
    kind: 'submission',
    market: 'zz',
    subject: { gtin },
    report,
  } as const;
  await world.needs.deliveries.plan(planned, world.needs.now());
  world.woken.push({ message: { tenant, deliveryId: 'letter' }, at: world.needs.now().getTime() });
  await send(1);
  const waiting = await world.needs.deliveries.get(tenant, 'letter');
  expect(waiting).toMatchObject({ state: 'due', attempts: 0 });
  expect(waiting?.failure).toContain('PUT /api/regulator-accesses/zz');
});
