import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { deliveries } from './deliveries.ts';
import type { NewDelivery } from './delivery-row.ts';
import { dueRows } from './due-rows.ts';
import { firstDeliveries } from './first-deliveries.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const store = () => deliveries(engine.db, tables.deliveries);
const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 10, 0, second));
let count = 0;

async function planned(change: Partial<NewDelivery> = {}) {
  const delivery: NewDelivery = {
    tenant: `t${++count}`,
    deliveryId: 'd1',
    kind: 'submission',
    market: 'eu',
    subject: { gtin: '09521321543218', lot: 'LOT1' },
    ...change,
  };
  await store().plan(delivery, at(0));
  return delivery;
}

async function claimed(tenant: string, when = at(0)) {
  const claim = await store().claim(tenant, 'd1', when);
  if (claim === undefined) throw new Error('nothing to claim');
  return claim;
}

describe('a delivery', () => {
  test('planned twice is one row, and keeps what became of it', async () => {
    const delivery = await planned();
    await claimed(delivery.tenant);
    expect(await store().plan(delivery, at(5))).toBe('exists');
    expect(await store().get(delivery.tenant, 'd1')).toMatchObject({ attempts: 1, createdAt: at(0).toISOString() });
  });

  test('is in one hand, however many are woken', async () => {
    const { tenant } = await planned();
    const claims = await Promise.all(Array.from({ length: 8 }, () => store().claim(tenant, 'd1', at(0))));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  test('is left alone until it is due', async () => {
    const { tenant } = await planned();
    const claim = await claimed(tenant);
    const standing = { ...claim.delivery, failure: 'busy' };
    await store().settle(claim, { standing, wait: 60 }, at(1));
    expect(await store().claim(tenant, 'd1', at(60))).toBeUndefined();
    expect((await claimed(tenant, at(61))).delivery).toMatchObject({ attempts: 2, failure: 'busy' });
  });

  test('left behind by a sender that died is taken up after its lease, as uncertain', async () => {
    const { tenant } = await planned();
    await claimed(tenant);
    expect(await store().claim(tenant, 'd1', at(179))).toBeUndefined();
    expect((await claimed(tenant, at(180))).delivery).toMatchObject({ attempts: 2, uncertain: true });
  });

  test('is not changed by a sender whose lease ran out', async () => {
    const { tenant } = await planned();
    const late = await claimed(tenant);
    await claimed(tenant, at(180));
    const evidence = { at: at(181).toISOString(), direction: 'sent' as const, key: 'k' };
    const frozen = { requestId: 'r', evidenceKey: 'k', method: 'POST' as const, path: '/', headers: {} };
    await expect(store().noteSent(late, evidence, frozen)).rejects.toThrow(/lease/);
    expect(await store().settle(late, { standing: { ...late.delivery, state: 'rejected' } }, at(181))).toBe(
      'overtaken',
    );
    expect((await store().get(tenant, 'd1'))?.state).toBe('due');
  });

  test('that is settled is no longer due and cannot be claimed', async () => {
    const { tenant } = await planned();
    const claim = await claimed(tenant);
    const answered = { at: at(1).toISOString(), direction: 'answered' as const, key: 'k', status: 200 };
    await store().settle(claim, { standing: { ...claim.delivery, state: 'acknowledged' } }, at(1), answered);
    expect(await store().claim(tenant, 'd1', at(999))).toBeUndefined();
    expect(await dueRows(engine.db, tables.deliveries).overdue(tenant, at(9_999), 10)).toEqual([]);
    expect((await store().get(tenant, 'd1'))?.evidence).toEqual([answered]);
  });

  test('that was rejected is sent anew once, however many ask', async () => {
    const { tenant } = await planned();
    const claim = await claimed(tenant);
    await store().settle(claim, { standing: { ...claim.delivery, state: 'rejected', failure: 'no' } }, at(1));
    const rejected = await store().get(tenant, 'd1');
    if (rejected === undefined) throw new Error('gone');
    const asked = await Promise.all([1, 2, 3].map(() => store().reopen(rejected, true, at(2))));
    expect(asked.filter((answer) => answer === 'done')).toHaveLength(1);
    const reopened = await store().get(tenant, 'd1');
    expect(reopened).toMatchObject({ state: 'due', attempts: 0, round: 2, uncertain: false });
    expect(reopened?.failure).toBeUndefined();
  });

  test('that waited is due at once when it is hastened, unless it is settled', async () => {
    const { tenant } = await planned();
    const claim = await claimed(tenant);
    await store().settle(claim, { standing: claim.delivery, wait: 600 }, at(1));
    expect(await store().hasten(tenant, 'd1', at(2))).toBe('done');
    const again = await claimed(tenant, at(2));
    await store().settle(again, { standing: { ...again.delivery, state: 'acknowledged' } }, at(3));
    expect(await store().hasten(tenant, 'd1', at(4))).toBe('overtaken');
  });
});

describe('the row of a delivery', () => {
  const ttl = async (tenant: string) => {
    const Key = { pk: `${tenant}#delivery`, sk: 'd1' };
    return (await engine.db.send(new GetCommand({ TableName: tables.deliveries, Key }))).Item?.['ttl'];
  };
  const days = (n: number) => at(n * 24 * 3600).getTime() / 1000;

  test('is dropped more than a year after it was settled, and never before', async () => {
    const { tenant } = await planned();
    const first = await claimed(tenant);
    await store().settle(first, { standing: first.delivery, wait: 0 }, at(0));
    expect(await ttl(tenant)).toBeUndefined();
    const last = await claimed(tenant);
    await store().settle(last, { standing: { ...last.delivery, state: 'rejected' } }, at(0));
    expect(await ttl(tenant)).toBe(days(400));
  });

  test('is kept again when it is sent anew', async () => {
    const { tenant } = await planned();
    const claim = await claimed(tenant);
    await store().settle(claim, { standing: { ...claim.delivery, state: 'parked' } }, at(0));
    const parked = await store().get(tenant, 'd1');
    if (parked === undefined) throw new Error('gone');
    await store().reopen(parked, false, at(1));
    expect(await ttl(tenant)).toBeUndefined();
  });
});

describe('the list of deliveries', () => {
  test('is filtered and paged without losing or repeating one', async () => {
    const tenant = `t${++count}`;
    for (let i = 0; i < 25; i++)
      await store().plan(
        i % 2 === 0
          ? { tenant, deliveryId: `d${i}`, kind: 'submission', market: 'eu', subject: { lot: `LOT${i % 3}` } }
          : { tenant, deliveryId: `d${i}`, kind: 'delivery', partner: 'medico', subject: { eventIds: ['e'] } },
        at(0),
      );
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store().list(tenant, { kind: 'submission', limit: 3, after });
      ids.push(...page.deliveries.map(({ deliveryId }) => deliveryId));
      after = page.next;
      if (after === undefined) break;
    }
    expect(ids).toHaveLength(13);
    expect(new Set(ids).size).toBe(13);
    const ofLot = await store().list(tenant, { lot: 'LOT0', market: 'eu', state: 'due', limit: 100 });
    expect(ofLot.deliveries.map(({ deliveryId }) => deliveryId).toSorted()).toEqual(['d0', 'd12', 'd18', 'd24', 'd6']);
    expect(await store().list(tenant, { partner: 'nobody', limit: 100 })).toEqual({ deliveries: [] });
  });

  test('has first what waits for people, by deadline, then what is on its way, the last changed first, and only then what is done', async () => {
    const tenant = `t${++count}`;
    const ends = { a: 'acknowledged', b: 'rejected', c: undefined, d: 'parked', e: undefined, f: 'rejected' } as const;
    for (const [i, [deliveryId, state]] of Object.entries(ends).entries()) {
      const deadline = { b: at(90_000), f: at(80_000) }[deliveryId]?.toISOString();
      await planned({ tenant, deliveryId, kind: 'submission', market: 'eu', ...(deadline && { deadline }) });
      const claim = await store().claim(tenant, deliveryId, at(1));
      if (claim === undefined) throw new Error('nothing to claim');
      await store().settle(
        claim,
        { standing: { ...claim.delivery, state: state ?? 'sent' }, ...(state === undefined && { wait: 600 }) },
        at(10 + i),
      );
    }
    const first = async (limit: number) => {
      const { deliveries: found, more } = await firstDeliveries(engine.db, tables.deliveries)(tenant, limit);
      return { ids: found.map(({ deliveryId }) => deliveryId).join(''), more };
    };
    expect(await first(6)).toEqual({ ids: 'fbdeca', more: false });
    expect(await first(5)).toEqual({ ids: 'fbdec', more: true });
    expect(await first(2)).toEqual({ ids: 'fb', more: true });
  });

  test('is found by the name of its report, or by one of several', async () => {
    const tenant = `t${++count}`;
    for (const name of ['313', '335', '915'])
      await planned({
        tenant,
        deliveryId: name,
        market: 'ru',
        report: { key: name, name, act: 'a', at: '', wants: [] },
      });
    const found = async (...report: string[]) => {
      const { deliveries: rows } = await store().list(tenant, { report, limit: 100 });
      return rows.map(({ deliveryId }) => deliveryId);
    };
    expect(await found('335')).toEqual(['335']);
    expect(await found('313', '915', '0')).toEqual(['313', '915']);
  });
});
