import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { dueRows } from './due-rows.ts';
import { newListenerRun } from './listener-run-row.ts';
import { type ListenerClaim, listenerRuns } from './listener-runs.ts';

let engine: Dynoxide;
let tenant: string;
let tenants = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${++tenants}`;
  const Item = newListenerRun(tenant, 'erp', '20260301T100000000Z-000000000000-00');
  await engine.db.send(new PutCommand({ TableName: tables.deliveries, Item }));
});

const runs = () => listenerRuns(engine.db, tables.deliveries);
const later = (seconds: number) => new Date(Date.parse('2026-03-01T10:00:00.000Z') + seconds * 1000);
const replay = { place: '20260101T000000000Z-000000000000-00', until: '20260201T000000000Z-000000000009-00' };

async function claimed(at = later(1)): Promise<ListenerClaim> {
  const claim = await runs().claim(tenant, 'erp', at);
  if (claim === undefined) throw new Error('nothing to claim');
  return claim;
}

describe('the run of a listener', () => {
  test('rests until it is asked, and is in one pair of hands at a time', async () => {
    expect(await runs().claim(tenant, 'erp', later(1))).toBeUndefined();
    expect(await runs().ask(tenant, 'erp', later(0))).toBe('woken');
    expect(await runs().ask(tenant, 'erp', later(0))).toBe('known');
    const both = await Promise.all([1, 2].map(() => runs().claim(tenant, 'erp', later(1))));
    expect(both.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await runs().claim(tenant, 'erp', later(60))).toBeUndefined();
  });

  test('goes on at once when it was asked while it was in hand', async () => {
    await runs().ask(tenant, 'erp', later(0));
    const claim = await claimed();
    expect(await runs().ask(tenant, 'erp', later(2))).toBe('known');
    expect(await runs().settle(claim, {}, later(3))).toBe('again');
    expect(await runs().settle(await claimed(later(4)), {}, later(5))).toBe('done');
    expect(await runs().claim(tenant, 'erp', later(6))).toBeUndefined();
  });

  test('goes on at once when a replay was asked for while it was in hand', async () => {
    await runs().ask(tenant, 'erp', later(0));
    const claim = await claimed();
    expect(await runs().replay(tenant, 'erp', replay, later(2))).toBe('begun');
    expect(await runs().replay(tenant, 'erp', replay, later(2))).toBe('busy');
    expect(await runs().settle(claim, {}, later(3))).toBe('again');
    expect((await claimed(later(4))).run.replay).toEqual(replay);
  });

  test('is left to others when who has it in hand dies, and he changes nothing any more', async () => {
    await runs().ask(tenant, 'erp', later(0));
    const dead = await claimed();
    const rows = await dueRows(engine.db, tables.deliveries).overdue(tenant, later(200), 10);
    expect(rows).toMatchObject([
      { wake: { queue: 'announcement', message: JSON.stringify({ tenant, listener: 'erp' }) } },
    ]);
    expect((await claimed(later(200))).run.attempts).toBe(2);
    await expect(runs().note(dead, { tries: 7 })).rejects.toThrow('ran out');
    expect(await runs().settle(dead, {}, later(201))).toBe('overtaken');
  });

  test('that is stopped is asked in vain, until a person has it resumed', async () => {
    await runs().ask(tenant, 'erp', later(0));
    await runs().settle(await claimed(), { state: 'stopped', failure: 'status 410' }, later(2));
    expect(await runs().ask(tenant, 'erp', later(3))).toBe('ended');
    expect(await runs().resume(tenant, 'erp', later(4))).toBe('begun');
    const { run } = await claimed(later(5));
    expect(run).toMatchObject({ state: 'active', tries: 0 });
    expect(run).not.toHaveProperty('failure');
  });

  test('that has ended is neither asked nor resumed, and not made again', async () => {
    expect(await runs().ask(tenant, 'mes', later(0))).toBe('ended');
    expect(await runs().resume(tenant, 'mes', later(0))).toBe('gone');
    expect((await runs().of(tenant, ['mes'])).size).toBe(0);
  });
});
