import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { Orders } from '../site/orders/orders.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { hire } from '../testing/staff.ts';
import { chooseRecipe } from './choose-recipe.ts';

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

const recipeOf = (recipe: string, version: number, wanted: Partial<Recipe> = {}): Recipe => ({
  ...standardRecipe(anOrder()),
  recipe,
  version,
  ...wanted,
});
const draft = (recipe: string, version: number, wanted?: Partial<Recipe>) =>
  stores.recipes.draft(recipeOf(recipe, version, wanted), 'egon', at);
const signed = (by: string, when = at) => ({ by, name: by, meaning: 'approved for use', at: when, offset: '+00:00' });
const approve = (recipe: string, version: number, when?: string) =>
  stores.recipes.approve({ recipe, version }, signed('quinn', when));

describe('a recipe', () => {
  test('is approved by another than its author, and keeps who and when', () => {
    draft('cartons', 1);
    expect(stores.recipes.approve({ recipe: 'cartons', version: 1 }, signed('egon'))).toMatchObject({
      refused: 'not-permitted',
      rule: expect.stringContaining('211.186'),
    });
    expect(approve('cartons', 1)).toMatchObject({ state: 'approved', author: 'egon', approval: { by: 'quinn', at } });
  });

  test('is never changed: what is new is a version of its own', () => {
    draft('cartons', 1);
    expect(draft('cartons', 1)).toMatchObject({ refused: 'conflict', at: '/version', remedy: 'Save it as version 2.' });
    expect(draft('cartons', 2, { name: 'Cartons, larger' })).toMatchObject({ state: 'draft' });
    expect(stores.recipes.all().map(({ recipe }) => recipe.version)).toEqual([2, 1]);
    expect(stores.recipes.find('cartons', 1)?.recipe.name).toBe('Standard');
  });

  test('goes from draft through approved to retired, and no other way', () => {
    draft('cartons', 1);
    const which = { recipe: 'cartons', version: 1 };
    expect(stores.recipes.retire(which, signed('quinn'))).toMatchObject({ refused: 'conflict' });
    approve('cartons', 1);
    expect(approve('cartons', 1)).toMatchObject({ refused: 'conflict' });
    expect(stores.recipes.retire(which, signed('quinn'))).toMatchObject({ state: 'retired' });
    expect(approve('nothing', 1)).toMatchObject({ refused: 'not-found' });
    const trail = stores.db.prepare("SELECT now, who FROM audit WHERE subject LIKE 'recipe%' ORDER BY entry").all();
    expect(trail).toEqual([
      { now: 'draft', who: 'egon' },
      { now: 'approved', who: 'quinn' },
      { now: 'retired', who: 'quinn' },
    ]);
  });
});

const desk = (orders: Order[], asked: string[] = [], packsWithoutRecipe = false) =>
  new Orders({
    ...stores,
    packsWithoutRecipe,
    cloud: { orders: async () => orders },
    serialStock: { prepare: async (_, recipe) => void asked.push(recipe?.name ?? '') },
    site: 'plant',
    owners: ['acme-pharma'],
    lines: ['line-1'],
    now: () => Date.parse(at),
    assigned: () => undefined,
  });

describe('an order', () => {
  test('is packed by the version for its product that was approved last', () => {
    draft('one', 1);
    draft('one', 2);
    draft('other', 1, { gtins: ['09521234000020'] });
    approve('one', 1, '2026-03-01T09:00:00.000Z');
    approve('other', 1, '2026-03-01T10:00:00.000Z');
    expect(chooseRecipe(anOrder(), stores.recipes.all(), false)).toMatchObject({ recipe: 'one', version: 1 });
    approve('one', 2, '2026-03-01T11:00:00.000Z');
    expect(chooseRecipe(anOrder(), stores.recipes.all(), false)).toMatchObject({ recipe: 'one', version: 2 });
  });

  test('is packed by the standard recipe only where nobody ever wrote one for its product, and people may do without', () => {
    const packedBy = (withoutRecipe = true) => chooseRecipe(anOrder(), stores.recipes.all(), withoutRecipe);
    draft('other', 1, { gtins: ['09521234000020'] });
    expect(packedBy()).toMatchObject({ recipe: 'standard' });
    expect(packedBy(false)).toMatchObject({
      refused: 'conflict',
      detail: 'order order-1 is of 09521234000013, for which there is no recipe',
      remedy: expect.stringContaining('packsWithoutRecipe'),
    });
    draft('one', 1);
    expect(packedBy()).toMatchObject({
      detail: expect.stringContaining('no recipe for it is approved: one 1 (draft)'),
    });
    approve('one', 1);
    expect(packedBy()).toMatchObject({ recipe: 'one' });
    stores.recipes.retire({ recipe: 'one', version: 1 }, signed('quinn', at));
    expect(packedBy()).toMatchObject({ detail: expect.stringContaining('one 1 (retired)') });
  });

  test('of a product without a recipe waits where people sign, unless the site may do without', async () => {
    await hire(stores.people, 'egon', 'engineer');
    const orders = desk([anOrder()]);
    await orders.refresh();
    expect([stores.batches.get(1).state, orders.troubles()]).toMatchObject([
      'created',
      [{ detail: expect.stringContaining('there is no recipe') }],
    ]);
    await desk([anOrder()], [], true).refresh();
    expect(stores.batches.get(1)).toMatchObject({ state: 'assigned', recipe: { recipe: 'standard' } });
  });

  test('is packed by a recipe of its own market, or by one for any', () => {
    const packedBy = (market?: string) => chooseRecipe(anOrder({ market }), stores.recipes.all(), false);
    draft('usa', 1, { market: 'us' });
    approve('usa', 1);
    expect(packedBy('us')).toMatchObject({ recipe: 'usa' });
    expect(packedBy('eu')).toMatchObject({
      refused: 'conflict',
      detail: 'order order-1 is for market eu, and the approved recipes of 09521234000013 are for us',
      remedy: expect.stringContaining('Approve a recipe'),
    });
    expect(packedBy()).toMatchObject({ detail: expect.stringContaining('for no market') });
    draft('any', 1);
    approve('any', 1, '2026-03-01T12:00:00.000Z');
    expect(packedBy('eu')).toMatchObject({ recipe: 'any' });
    expect(packedBy('us')).toMatchObject({ recipe: 'usa' });
  });

  test('of a market that no recipe is for waits, and says what to do, until there is one', async () => {
    draft('usa', 1, { market: 'us' });
    approve('usa', 1);
    const orders = desk([anOrder({ market: 'eu' })]);
    await orders.refresh();
    expect(stores.batches.get(1).state).toBe('created');
    expect(orders.troubles()).toEqual([
      { subject: 'order order-1 of acme-pharma', detail: expect.stringContaining('Approve a recipe for that market') },
    ]);
    draft('europe', 1, { market: 'eu' });
    approve('europe', 1);
    await orders.refresh();
    expect(orders.troubles()).toEqual([]);
    expect(stores.batches.get(1)).toMatchObject({ state: 'assigned', recipe: { recipe: 'europe' } });
  });

  test('keeps the recipe that it was assigned with, whatever becomes of that', async () => {
    draft('one', 1, { name: 'First' });
    approve('one', 1);
    const asked: string[] = [];
    const orders = desk([anOrder()], asked);
    await orders.refresh();
    draft('one', 2, { name: 'Second' });
    approve('one', 2);
    stores.recipes.retire({ recipe: 'one', version: 1 }, signed('quinn'));
    await orders.refresh();
    expect(stores.batches.get(1)).toMatchObject({ state: 'assigned', recipe: { name: 'First', version: 1 } });
    // When it is assigned, and in every round after that, for what it still needs.
    expect(new Set(asked)).toEqual(new Set(['First']));
  });
});
