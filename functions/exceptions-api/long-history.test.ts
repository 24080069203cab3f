import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exceptionKey } from '#common/store/exception-keys.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import { tellWhole } from './tell-exception.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const store = () => exceptions(engine.db, tables.deliveries);
const opened = async () => {
  const finding = { rule: 'packed-twice' as const, subject: 's', epcs: ['s'], eventIds: ['e'], detail: 'packed twice' };
  const [id = ''] = await store().open(tenant, [finding], 'c1', new Date(minute(0)));
  return id;
};
const found = async (id: string) => {
  const row = await store().get(tenant, id);
  if (row === undefined) throw new Error(`no exception ${id}`);
  return row;
};
/** As long as a reason may be, in a script of three bytes a letter. */
const why = (n: number) => `第${n}次 `.padEnd(1_000, '検');
const give = async (id: string, n: number) => {
  const entry = { at: minute(n), by: 'quinn', what: 'assigned', reason: why(n) } as const;
  return store().change(tenant, await found(id), { state: 'assigned', assignee: `person ${n}` }, entry);
};
const reasonsOf = async (id: string) =>
  (await tellWhole(store(), tenant, await found(id))).history.map(({ reason }) => reason);

test('an exception can be changed however often it was, and tells all of it', async () => {
  const id = await opened();
  const reasons: (string | undefined)[] = [undefined];
  for (let n = 1; n <= 150; n++) {
    expect(await give(id, n)).toBe('done');
    reasons.push(why(n));
  }
  expect(await reasonsOf(id)).toEqual(reasons);
  expect((await found(id)).history).toHaveLength(50);
  const whole = await found(id);
  expect(await give(id, 151)).toBe('done');
  const late = { at: minute(1), by: 'olaf', what: 'assigned', reason: 'too late' } as const;
  expect(await store().change(tenant, whole, { state: 'assigned', assignee: 'olaf' }, late)).toBe('overtaken');
  expect(await reasonsOf(id)).toEqual([...reasons, why(151)]);
});

test('one that came to be as large as a row may be can be changed again', async () => {
  const id = await opened();
  const row = await found(id);
  const more = Array.from({ length: 132 }, (_, i) => ({
    at: minute(i),
    by: 'quinn',
    what: 'assigned' as const,
    reason: why(i),
  }));
  const history = [...row.history, ...more];
  const Item = { ...exceptionKey(tenant, id), ...row, version: history.length, history };
  await engine.db.send(new PutCommand({ TableName: tables.deliveries, Item }));
  for (let n = 133; n < 137; n++) expect(await give(id, n)).toBe('done');
  expect(await reasonsOf(id)).toEqual([
    undefined,
    ...more.map(({ reason }) => reason),
    ...[133, 134, 135, 136].map(why),
  ]);
  expect((await found(id)).history).toHaveLength(50);
});
