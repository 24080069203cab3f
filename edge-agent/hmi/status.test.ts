import { expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { storesOf, temporary } from '../testing/builders.ts';
import { siteStatus } from './status.ts';

test('the status says which process it comes from', () => {
  const { directory, remove } = temporary();
  const stores = storesOf(openDatabase(directory));
  const status = siteStatus({
    ...stores,
    site: 'plant',
    lines: [],
    connected: () => false,
    via: 'mqtt',
    troubles: () => [],
    siteAlarms: { open: () => [] },
    clock: () => undefined,
    signIn: () => true,
    figures: () => {
      throw new Error('there is no line');
    },
  });
  expect(status).toMatchObject({ site: 'plant', pid: process.pid, signIn: true });
  stores.db.close();
  remove();
});
