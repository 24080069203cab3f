import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { SiteAlarms } from './site-alarms.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let logged: string[];
let alarms: SiteAlarms;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  logged = [];
  alarms = siteAlarms();
});
afterEach(() => {
  if (stores.db.isOpen) stores.db.close();
  home.remove();
});
const siteAlarms = () =>
  new SiteAlarms(
    stores.siteAlarmRows,
    () => at,
    (code) => void logged.push(code),
  );

test('an alarm is one as long as it lasts, says what is so now, and ends by itself', () => {
  alarms.raise('numbers-low', '12 missing');
  alarms.raise('numbers-low', '30 missing');
  expect(siteAlarms().open()).toMatchObject([{ code: 'numbers-low', detail: '30 missing', stops: false }]);
  alarms.clear('numbers-low');
  alarms.clear('numbers-low');
  expect(alarms.open()).toEqual([]);
  alarms.raise('numbers-low', '5 missing');
  expect(alarms.history({ most: 9 }).map(({ detail }) => detail)).toEqual(['5 missing', '30 missing']);
  expect(logged).toEqual(['site-alarm', 'site-alarm-over', 'site-alarm']);
});

test('an alarm that cannot be stored is shown all the same, once', () => {
  stores.db.close();
  alarms.raise('disk-full', 'no room');
  alarms.raise('disk-full', 'no room at all');
  expect(alarms.open()).toMatchObject([{ code: 'disk-full', detail: 'no room at all' }]);
  alarms.clear('disk-full');
  expect(alarms.open()).toEqual([]);
});
