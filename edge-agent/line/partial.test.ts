import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { toldBy } from '../testing/hand-bench.ts';
import { LINE, lineAtWork } from '../testing/line-at-work.ts';
import { reached } from '../testing/reached.ts';
import { type SiteApi, siteApi } from '../testing/site-api.ts';
import { hire, PASSWORD } from '../testing/staff.ts';
import type { Line } from './line.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let line: Line;
let done: Promise<void>;
let api: SiteApi;
beforeEach(async () => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  const order = anOrder({ quantity: 14, unitsPerCase: 4, casesPerPallet: 3 });
  assign(stores, order, { ...standardRecipe(order), partial: 'approved' });
  line = lineAtWork(stores, new FakeWorld());
  api = await siteApi(stores, [line]);
  await hire(api.people, 'olga', 'operator');
  await hire(api.people, 'lena', 'lead');
  done = line.work();
});
afterEach(async () => {
  line.stop();
  await done;
  await api.close();
  stores.db.close();
  home.remove();
});

const signature = { password: PASSWORD, meaning: 'may be closed as it is', reason: 'the lot ends here' };
const asked = () => line.awaited()?.partials ?? [];
const approve = (container: number) => `/api/batches/1/partials/${container}/approve`;
const report = () =>
  stores.outbox
    .waiting(LINE, 1000)
    .map(({ sequence }) => v.parse(lineMessage, JSON.parse(stores.outbox.body(LINE, sequence))))
    .find((message) => message.kind === 'lot-report');

test('a batch of which the last case and pallet are short ends when a lead has signed for each, and not before', async () => {
  const [olga, lena] = [await api.as('olga'), await api.as('lena')];
  await reached(() => line.state === 'Completing' && asked().length > 0);
  expect(asked()).toMatchObject([{ level: 'case', holds: 2 }]);
  const [short] = asked();
  const read = { contents: short?.contents, signature };
  expect((await olga('POST', approve(short?.container ?? 0), read)).status).toBe(403);
  expect(stores.batches.get(1).state).toBe('closing');
  expect(report()).toBeUndefined();

  // What somebody took out while the lead read is not approved with what is left.
  stores.db.exec('SAVEPOINT one');
  stores.db
    .prepare('UPDATE units SET container = NULL WHERE ordinal = (SELECT max(ordinal) FROM units WHERE container = ?)')
    .run(short?.container ?? 0);
  const taken = asked().find(({ container }) => container === short?.container);
  stores.db.exec('ROLLBACK TO one; RELEASE one');
  expect(taken).toMatchObject({ holds: 1 });
  expect(await lena('POST', approve(short?.container ?? 0), { contents: taken?.contents, signature })).toMatchObject({
    status: 409,
    body: { at: '/contents', detail: expect.stringContaining('it holds 2') },
  });
  expect((await lena('POST', approve(short?.container ?? 0), read)).status).toBe(201);
  await reached(() => asked().some(({ level }) => level === 'pallet'));
  expect(asked()).toMatchObject([{ level: 'pallet', holds: 1 }]);
  const [pallet] = asked();
  const whole = { contents: pallet?.contents, signature };
  expect((await lena('POST', approve(pallet?.container ?? 0), whole)).status).toBe(201);
  await reached(() => stores.batches.in('closed').length === 1);

  expect(report()?.report).toMatchObject({ printed: 14, commissioned: 14, unaccounted: 0, cases: 4, pallets: 2 });
  const partial = stores.db.prepare('SELECT level, state FROM containers WHERE partial = 1 ORDER BY container').all();
  expect(partial.map((row) => ({ ...row }))).toEqual([
    { level: 'case', state: 'closed' },
    { level: 'pallet', state: 'closed' },
  ]);
  const packings = toldBy(stores).filter(({ action, bizStep }) => bizStep === 'packing' && action === 'ADD');
  expect(packings.map(({ childEPCs }) => childEPCs?.length)).toEqual([4, 4, 4, 3, 2, 1]);
  expect(stores.acts.of(1)).toMatchObject([
    {
      kind: 'approve-partial',
      subject: expect.stringContaining(`container ${short?.container} with 2 in it `),
      signature: { by: 'lena' },
    },
    { kind: 'approve-partial', signature: { by: 'lena', reason: 'the lot ends here' } },
  ]);
});
