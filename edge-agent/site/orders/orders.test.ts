import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Order } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { Orders } from './orders.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

function desk(
  orders: Order[] | (() => Promise<Order[]>),
  prepare: () => Promise<void> = async () => undefined,
  lacks = '',
) {
  const assigned: string[] = [];
  const rounds = { asked: 0 };
  const cloud = {
    orders: async () => {
      rounds.asked++;
      return Array.isArray(orders) ? orders : orders();
    },
  };
  const site = { site: 'plant', owners: ['acme-pharma'], lines: ['line-1'] };
  const told = (line: string) => void assigned.push(line);
  const cannotCarryOut = () => (lacks === '' ? undefined : refuse('conflict', lacks, { remedy: 'Choose another' }));
  const needs = {
    cannotCarryOut,
    ...stores,
    ...site,
    cloud,
    serialStock: { prepare },
    now: () => Date.parse(at),
    assigned: told,
  };
  return { orders: new Orders(needs), assigned, rounds };
}

describe('orders', () => {
  test('whose recipe their line cannot carry out wait, and say what is wanted and what to do', async () => {
    const { orders, assigned } = desk([anOrder()], undefined, 'a pallet wants a handheld scanner');
    await orders.refresh();
    expect([assigned, stores.batches.get(1).state]).toEqual([[], 'created']);
    expect(orders.troubles()).toEqual([
      { subject: 'order order-1 of acme-pharma', detail: 'a pallet wants a handheld scanner. Choose another' },
    ]);
  });

  test('come to their line once they have their numbers, and only once', async () => {
    const { orders, assigned } = desk([anOrder()]);
    await orders.refresh();
    await orders.refresh();
    expect(assigned).toEqual(['line-1']);
    expect(stores.batches.next('line-1')).toMatchObject({ state: 'assigned', order: anOrder() });
  });

  test('wait for their numbers, and say why', async () => {
    let fails = true;
    const { orders, assigned } = desk([anOrder()], async () => {
      if (fails) throw new Error('3 serials left, 12 asked');
    });
    await orders.refresh();
    expect(assigned).toEqual([]);
    expect(orders.troubles()).toEqual([
      { subject: 'numbers for order order-1 of acme-pharma', detail: '3 serials left, 12 asked' },
    ]);
    fails = false;
    await orders.refresh();
    expect(assigned).toEqual(['line-1']);
    expect(orders.troubles()).toEqual([]);
  });

  test.each<[Partial<Order>, string]>([
    [{ line: 'line-9' }, 'this site has no line line-9'],
    [{ site: 'elsewhere' }, 'it is for site elsewhere'],
    [{ owner: 'medico' }, 'it belongs to medico'],
    [{ gtin: '09521234000014' }, 'check digit'],
    [{ companyPrefix: '9999999' }, '9999999'],
    [{ lot: 'a#b' }, 'a#b'],
  ])('that cannot be run here are not taken: %o', async (wrong, why) => {
    const { orders } = desk([anOrder(wrong)]);
    await orders.refresh();
    expect(orders.troubles()[0]?.detail).toContain(why);
    expect(stores.batches.in('created')).toEqual([]);
    expect(stores.batches.in('assigned')).toEqual([]);
  });

  test('are still prepared when the cloud does not answer', async () => {
    stores.batches.create(anOrder(), at);
    const { orders, assigned } = desk(() => Promise.reject(new Error('no answer')));
    await orders.refresh();
    expect(orders.troubles()).toEqual([{ subject: 'orders of acme-pharma', detail: 'no answer' }]);
    expect(assigned).toEqual(['line-1']);
  });

  test('are fetched once more when the wake comes while they are fetched', async () => {
    const { orders, rounds } = desk([]);
    await Promise.all([orders.refresh(), orders.refresh(), orders.refresh()]);
    expect(rounds.asked).toBe(2);
  });
});
