import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import type { DscsaCase } from './dscsa-case-row.ts';
import { type DscsaCases, dscsaCases } from './dscsa-cases.ts';
import { type DueRows, dueRows } from './due-rows.ts';

let engine: Dynoxide;
let cases: DscsaCases;
let due: DueRows;
beforeAll(async () => {
  engine = await startDynoxide();
  cases = dscsaCases(engine.db, tables.deliveries);
  due = dueRows(engine.db, tables.deliveries);
});
afterAll(() => engine.stop());

const at = new Date('2026-03-01T10:00:00Z');
const far = new Date('2027-01-01T00:00:00Z');
let drawn = 0;
const aCase = (change: Partial<DscsaCase> = {}): DscsaCase => ({
  tenant: 'acme',
  id: `c${++drawn}`,
  kind: 'suspect',
  state: 'opened',
  title: 'suspect product',
  by: 'ada',
  createdAt: at.toISOString(),
  updatedAt: at.toISOString(),
  version: 0,
  entries: 0,
  ...change,
});
const entry = (what: string) => ({ at: at.toISOString(), by: 'ada', what });
const begin = async (change: Partial<DscsaCase> = {}) => {
  const rows = await cases.commit([{ after: aCase(change), entries: [entry('opened')] }], at);
  const [row] = rows === 'moved' ? [] : rows;
  if (row === undefined) throw new Error('it was not written');
  return row;
};

describe('a case', () => {
  test('that two change at once is changed by one of them, with one line of history', async () => {
    const before = await begin();
    const change = (what: string) => ({ before, after: { ...before, title: what }, entries: [entry(what)] });
    const outcomes = await Promise.all(['one', 'other'].map((what) => cases.commit([change(what)], at)));
    expect(outcomes.filter((one) => one === 'moved')).toHaveLength(1);
    const history = await cases.history('acme', before.id);
    expect(history.map(({ n, what }) => [n, what])).toEqual([
      [0, 'opened'],
      [1, (await cases.get('acme', before.id))?.title],
    ]);
  });

  test('is changed together with another, or neither is', async () => {
    const [one, other] = [await begin(), await begin()];
    await cases.commit([{ before: other, after: { ...other, title: 'moved' }, entries: [] }], at);
    const both = [one, other].map((before) => ({ before, after: { ...before, title: 'both' }, entries: [] }));
    expect(await cases.commit(both, at)).toBe('moved');
    expect((await cases.get('acme', one.id))?.title).toBe(one.title);
  });

  test('of a partner’s is found by the partner’s id for it, and begun once', async () => {
    const peer = { partner: 'medico', caseUuid: 'u1' };
    const first = aCase();
    expect(await cases.ofPeer('acme', 'medico', 'u1')).toBeUndefined();
    await cases.commit([{ after: first, entries: [], peer }], at);
    expect(await cases.commit([{ after: aCase(), entries: [], peer }], at)).toBe('moved');
    expect(await cases.ofPeer('acme', 'medico', 'u1')).toMatchObject({ id: first.id });
    expect(await cases.ofPeer('acme', 'other', 'u1')).toBeUndefined();
  });

  test('is found when its work or its clock wants to be looked at, and not when neither does', async () => {
    const tenant = 'dues';
    const clock = { due: '2026-03-02T10:00:00.000Z' };
    const working = await begin({ tenant, clock, work: { notBefore: at.toISOString(), attempts: 0 } });
    const dueAt = async () => (await due.overdue(tenant, far, 10)).map((row) => row.dueAt);
    expect(await dueAt()).toEqual(['2026-03-01T10:00:30.000Z']);
    const rows = await cases.commit([{ before: working, after: { ...working, work: undefined }, entries: [] }], at);
    expect(await dueAt()).toEqual(['2026-03-02T06:00:00.000Z']);
    const [idle = working] = rows === 'moved' ? [] : rows;
    const met = { ...idle, clock: { ...clock, metAt: at.toISOString() } };
    await cases.commit([{ before: idle, after: met, entries: [] }], at);
    expect(await dueAt()).toEqual([]);
  });

  test('is listed, the latest first, by kind, state, deadline, and whether it waits for a person', async () => {
    const tenant = 'lists';
    const clock = (day: number, metAt?: string) => ({ due: `2026-03-0${day}T10:00:00.000Z`, metAt });
    await begin({ tenant, id: 'a', clock: clock(2) });
    await begin({ tenant, id: 'b', kind: 'form-3911', state: 'drafted', clock: clock(4) });
    await begin({ tenant, id: 'c', clock: clock(2, at.toISOString()), state: 'ended' });
    await begin({ tenant, id: 'd', kind: 'form-3911', state: 'sending', problem: 'status 401' });
    const ids = async (wanted: object) => {
      const page = await cases.list(tenant, { limit: 10, ...wanted });
      return page.cases.map(({ id }) => id).join('');
    };
    expect(await ids({})).toBe('dcba');
    expect(await ids({ kind: 'form-3911' })).toBe('db');
    expect(await ids({ kind: 'form-3911', state: 'sending' })).toBe('d');
    expect(await ids({ dueBefore: '2026-03-03T00:00:00Z' })).toBe('a');
    expect(await ids({ dueBefore: '2026-03-04T12:00:00+01:00' })).toBe('ba');
    expect(await ids({ needsPerson: true })).toBe('d');
    const first = await cases.list(tenant, { limit: 2 });
    expect([first.cases.length, await ids({ after: first.next })]).toEqual([2, 'ba']);
  });
});

describe('a list of few among many', () => {
  test('is read in few requests, and in pages that miss nothing', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 120; n++) {
      const id = `few-${String(n).padStart(3, '0')}`;
      await cases.commit(
        [{ after: aCase({ tenant: 'few', id, ...(n % 40 === 0 && { problem: 'p' }) }), entries: [] }],
        at,
      );
      if (n % 40 === 0) ids.unshift(id);
    }
    let asked = 0;
    const db = new Proxy(engine.db, {
      get: (target, name) => {
        if (name === 'send') asked++;
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await dscsaCases(db, tables.deliveries).list('few', { needsPerson: true, limit: 1, after });
      seen.push(...page.cases.map(({ id }) => id));
      after = page.next;
      if (after === undefined) break;
    }
    expect(seen).toEqual(ids);
    expect(asked).toBeLessThan(10);
  });
});
