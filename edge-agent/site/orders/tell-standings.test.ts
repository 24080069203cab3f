import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrderStanding } from '#shared/messages/orders-api.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { StandingTeller } from './tell-standings.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let told: OrderStanding[];
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  told = [];
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const tellerThat = (answers: (standing: OrderStanding) => void) =>
  new StandingTeller({
    ...stores,
    cloud: {
      tellStanding: async (_owner, _order, standing) => {
        told.push(standing);
        answers(standing);
      },
    },
  });

test('the newest standing of an order is told, and told once', async () => {
  assign(stores, anOrder());
  const teller = tellerThat(() => undefined);
  await teller.tell();
  await teller.tell();
  expect(told).toMatchObject([{ state: 'assigned', recipe: { recipe: 'standard', version: 1 } }]);
});

test('after an answer that was lost it is told again, with the same words', async () => {
  assign(stores, anOrder());
  let lost = true;
  const teller = tellerThat(() => {
    if (lost) throw new CloudFailure('ambiguous', 'no answer');
  });
  await teller.tell();
  expect(teller.troubles()).toEqual([{ subject: 'standings of orders', detail: 'no answer' }]);
  lost = false;
  await teller.tell();
  expect(told).toHaveLength(2);
  expect(told[1]).toEqual(told[0]);
  expect(teller.troubles()).toEqual([]);
});

test('what changed while it was on its way is told then, with a later time, also when the clock stood', async () => {
  const batch = assign(stores, anOrder());
  const teller = tellerThat(({ state }) => {
    if (state === 'assigned') stores.batches.move(batch, 'clearance', at);
  });
  await teller.tell();
  await teller.tell();
  expect(told.map(({ state }) => state)).toEqual(['assigned', 'clearance']);
  expect((told[1]?.at ?? '') > (told[0]?.at ?? '')).toBe(true);
  expect(stores.standings.untold()).toEqual([]);
});

test('what L4 turns down is shown, and told again only when it is another or at the next start', async () => {
  const batch = assign(stores, anOrder());
  const turnsDown = () => {
    throw new CloudFailure('permanent', '/api/orders/order-1/standing: 404 no such order');
  };
  const teller = tellerThat(turnsDown);
  await teller.tell();
  await teller.tell();
  expect(told).toHaveLength(1);
  expect(teller.troubles()).toMatchObject([{ subject: 'standing of order order-1 of acme-pharma' }]);
  await tellerThat(turnsDown).tell();
  expect(told).toHaveLength(2);
  stores.batches.move(batch, 'clearance', at);
  await tellerThat(() => undefined).tell();
  expect(told.at(-1)).toMatchObject({ state: 'clearance' });
});
