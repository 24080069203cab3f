import { afterEach, beforeEach, expect, test } from 'vitest';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { openDatabase } from '../../store/database.ts';
import { at, type Stores, sscc, storesOf, temporary } from '../../testing/builders.ts';
import { SerialStock } from '../serial-stock.ts';
import { SiteAlarms } from '../site-alarms.ts';
import { WarehouseNumbers } from './numbers.ts';
import { refilling } from './refill.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let ids = 0;
const asked: string[] = [];
/** Pools of which the cloud refuses numbers, and with which status. */
const refused = new Map<string, number>();
const logged: string[] = [];
const nothing = () => undefined;

beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  refused.clear();
  asked.length = logged.length = 0;
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const cloud = {
  requestSerials: async (_: string, { requestId, pool, count }: { requestId: string; pool: string; count: number }) => {
    asked.push(pool);
    const status = refused.get(pool);
    const problem = { detail: 'who packs for another company names the order', remedy: 'Name it.' };
    if (status !== undefined)
      throw new CloudFailure(status < 500 ? 'permanent' : 'transient', 'x', { status, problem });
    return { requestId, pool, first: 1, last: count };
  },
  serials: async () => ({ first: 1, serials: Array.from({ length: 500 }, (_, i) => sscc(i + 1)) }),
};
const alarms = () => new SiteAlarms(stores.siteAlarmRows, () => at, nothing);
const round = (pool: string) => {
  const stock = new SerialStock({
    ...stores,
    cloud,
    site: 'plant',
    newId: () => `r${ids++}`,
    now: () => Date.parse(at),
  });
  const numbers = new WarehouseNumbers(stores.db, { owner: 'acme-pharma', pool });
  const log = (code: string) => void logged.push(code);
  return { numbers, refill: refilling({ numbers, stock, pool, siteAlarms: alarms(), log }) };
};

test('numbers that the cloud refuses are an alarm with its reason, until they come', async () => {
  refused.set('containers', 400);
  const { numbers, refill } = round('containers');
  await refill();
  await refill();
  expect(alarms().open()).toMatchObject([
    { code: 'container-numbers-refused', detail: expect.stringMatching(/pool containers: who packs .* 0 are left/) },
  ]);
  expect(logged).toEqual(['warehouse-numbers-not-fetched']);
  refused.clear();
  await refill();
  expect([numbers.count(), alarms().open()]).toEqual([500, []]);
});

test('a cloud that is away is none', async () => {
  refused.set('containers', 503);
  await round('containers').refill();
  expect(alarms().open()).toEqual([]);
});

test('what was asked of a pool that is configured no more ends when the cloud refuses it, and nothing of it is an alarm', async () => {
  refused.set('wrong', 400);
  await round('wrong').refill();
  const { numbers, refill } = round('containers');
  await refill();
  await refill();
  expect(asked).toEqual(['wrong', 'wrong', 'containers']);
  expect([numbers.count(), alarms().open()]).toEqual([500, []]);
});
