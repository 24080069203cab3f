import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { httpHandler } from './http.ts';
import { type RateLimitNeeds, rateLimiter } from './rate-limit.ts';
import { rateBuckets } from './store/rate-buckets.ts';
import { limitsOfTenants } from './store/tenant-limits.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

let [tenant, tenants, now] = ['', 0, 0];
let unknown: unknown[];
beforeEach(() => {
  tenant = `acme-${++tenants}`;
  now = Date.parse('2026-03-01T10:00:00Z');
  unknown = [];
});

const limits = () => limitsOfTenants(engine.db, tables.registry);
/** A warm function: each holds what it leased. */
const aFunction = (more: Partial<RateLimitNeeds> = {}) =>
  rateLimiter({
    buckets: rateBuckets(engine.db, tables.registry),
    limits: limits(),
    usual: { rate: 100, burst: 500 },
    unknown: (_, error) => unknown.push(error),
    now: () => now,
    ...more,
  });
const passed = async (count: number, limiter = aFunction(), caller = 'line-3', of = tenant) => {
  const judged = await Promise.all(Array.from({ length: count }, () => limiter(of, caller)));
  return judged.filter(({ refused }) => refused === undefined).length;
};

describe('a tenant', () => {
  test('that floods is let make as many calls as it may at once, its neighbour all of his', async () => {
    await limits().set(tenant, { rate: 10, burst: 40, clientRate: 10, clientBurst: 40 });
    const limiter = aFunction();
    expect(await Promise.all([passed(300, limiter), passed(40, limiter, 'erp', 'neighbour')])).toEqual([40, 40]);
  });

  test('is let make no more through many functions than through one, but for what they hold', async () => {
    await limits().set(tenant, { rate: 1, burst: 15, clientRate: 1, clientBurst: 15 });
    const functions = Array.from({ length: 8 }, () => aFunction());
    const counts = await Promise.all(functions.map((one) => passed(20, one)));
    expect(unknown).toEqual([]);
    expect(counts.reduce((a, b) => a + b)).toBe(15);
  });

  test('is let make more as time goes by, never more at once than it may', async () => {
    await limits().set(tenant, { rate: 2, burst: 10, clientRate: 2, clientBurst: 10 });
    const limiter = aFunction();
    expect(await passed(20, limiter)).toBe(10);
    now += 3000;
    expect(await passed(20, limiter)).toBe(6);
    now += 3_600_000;
    expect(await passed(20, limiter)).toBe(10);
  });

  test('has something left for its other callers when one of them floods', async () => {
    await limits().set(tenant, { rate: 1, burst: 20 });
    const limiter = aFunction();
    expect(await passed(100, limiter, 'gone-astray')).toBe(10);
    expect(await passed(10, limiter, 'line-3')).toBe(10);
  });
});

test('one small write serves many calls', async () => {
  let writes = 0;
  const buckets = rateBuckets(engine.db, tables.registry);
  const lease: typeof buckets.lease = (...asked) => {
    writes++;
    return buckets.lease(...asked);
  };
  expect(await passed(100, aFunction({ buckets: { lease } }))).toBe(100);
  expect(writes).toBeLessThanOrEqual(20);
});

test('all pass while the table does not answer, and it is heard', async () => {
  const gone = aFunction({ buckets: rateBuckets(engine.db, 'no-such-table') });
  expect(await passed(600, gone)).toBe(600);
  expect(unknown.length).toBeGreaterThan(0);
  const unread = aFunction({ limits: limitsOfTenants(engine.db, 'no-such-table') });
  expect(await passed(10, unread)).toBe(10);
});

test('a bucket that others empty at this moment does not open for it', async () => {
  const present = now * 1000;
  let moves = 0;
  const send = async () => {
    // Ten calls a second: each time one call less is left than was asked for.
    moves++;
    const left = Math.max(1, 5 - moves);
    const Item = { tat: { N: String(present + (10 - left) * 100_000) } };
    throw new ConditionalCheckFailedException({ message: 'lost', $metadata: {}, Item });
  };
  const contended = rateBuckets(Object.assign(Object.create(engine.db), { send }), tables.registry);
  const lease = await contended.lease(tenant, 'tenant', { rate: 10, burst: 10 }, { wanted: 10, now });
  expect(lease).toMatchObject({ granted: 0, at: now + 100 });
});

test('what was not asked of a bucket is not given back to it', async () => {
  await limits().set(tenant, { rate: 1, burst: 1, clientRate: 1, clientBurst: 1 });
  let isThere = false;
  const real = rateBuckets(engine.db, tables.registry);
  const lease: typeof real.lease = async (of, bucket, ...more) => {
    if (bucket === 'tenant' && !isThere) throw new Error('out of reach');
    return real.lease(of, bucket, ...more);
  };
  const limiter = aFunction({ buckets: { lease } });
  expect(await passed(50, limiter, 'gone-astray')).toBe(1);
  isThere = true;
  now += 1001;
  expect(await passed(5, limiter, 'line-3')).toBe(1);
  expect(await passed(5, limiter, 'line-4')).toBe(0);
});

describe('an answer', () => {
  const endpoint = async () => ({ status: 200, body: {} });
  const ask = (limiter: ReturnType<typeof aFunction>, route = 'GET /api/lots') =>
    call(
      httpHandler({ [route]: { permission: 'orders:read', endpoint } }, async () => false, undefined, limiter),
      route,
      { tenant },
    );

  test('tells what may be asked and what is left', async () => {
    const { headers } = await ask(aFunction());
    expect(headers['RateLimit-Policy']).toBe('"tenant";q=500;w=5, "client";q=250;w=5');
    expect(headers['RateLimit']).toBe('"tenant";r=499;t=1, "client";r=249;t=1');
  });

  test.each(['GET /api/lots', 'GET /epcis/events'])(
    'to who came too often at %s is a problem that says when to come again',
    async (route) => {
      await limits().set(tenant, { rate: 1, burst: 1 });
      const limiter = aFunction();
      await ask(limiter, route);
      const answer = await ask(limiter, route);
      expect(answer).toMatchObject({ status: 429, body: { status: 429, remedy: expect.any(String) } });
      expect(answer.headers).toMatchObject({
        'Retry-After': expect.stringMatching(/^[1-9]\d*$/),
        RateLimit: expect.stringContaining('"tenant";r=0;'),
        'content-type': expect.stringContaining('problem+json'),
      });
    },
  );

  test('to who has no right counts too', async () => {
    await limits().set(tenant, { rate: 1, burst: 1 });
    const limiter = aFunction();
    const handler = httpHandler(
      { 'GET /api/lots': { permission: 'orders:read', endpoint } },
      async () => false,
      undefined,
      limiter,
    );
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await call(handler, 'GET /api/lots', { tenant, role: 'none' })).status);
    expect(statuses).toEqual([403, 429, 429]);
  });
});

describe('a partner of a tenant', () => {
  /** Calls of a partner's machine client that pass. */
  const passedOf = async (partner: string, count: number, limiter: ReturnType<typeof rateLimiter>) => {
    const judged = await Promise.all(
      Array.from({ length: count }, () => limiter(tenant, `${partner}-client`, partner)),
    );
    return judged.filter(({ refused }) => refused === undefined).length;
  };

  test('that floods takes nothing from the people and lines of the tenant', async () => {
    await limits().set(tenant, { rate: 1, burst: 40, clientRate: 1, clientBurst: 40 });
    const limiter = aFunction();
    for (const partner of ['medico', 'harbor', 'northwind', 'pharma', 'depot']) await passedOf(partner, 100, limiter);
    expect(await passed(100, limiter)).toBe(40);
  });

  test('has something left for the other partners when it floods, by however many clients', async () => {
    await limits().set(tenant, { rate: 1, burst: 40 });
    const limiter = aFunction();
    expect(await passedOf('medico', 100, limiter)).toBe(5);
    expect(await limiter(tenant, 'another-client', 'medico')).toMatchObject({ refused: { by: 'partner' } });
    expect(await passedOf('harbor', 100, limiter)).toBe(5);
  });

  test('is told by the handler’s token, and of the limits that are its own', async () => {
    await limits().set(tenant, { rate: 1, burst: 40 });
    const route = { permission: 'registry:read', endpoint: async () => ({ status: 200 }), partners: true } as const;
    const handler = httpHandler({ 'GET /api/partners': route }, async () => false, undefined, aFunction());
    const { headers } = await call(handler, 'GET /api/partners', { tenant, claims: { sub: 'm', partner: 'medico' } });
    expect(headers['RateLimit-Policy']).toBe('"partners";q=20;w=20, "partner";q=5;w=5');
  });
});
