import type { Recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { StoredRecipe } from './recipes.ts';

/**
 * What an order is packed by: of the approved versions for its product and market the one approved last, one for that market alone before one
 * for any; the standard recipe where nobody has ever written one for the product, and the site may do without.
 *
 * @param withoutRecipe whether a product of which there is no recipe may be packed at all
 * @returns a refusal when none of them is approved, or all that are approved are for other markets: by the standard recipe the packs would not be
 * what somebody approved
 */
export function chooseRecipe(order: Order, recipes: readonly StoredRecipe[], withoutRecipe: boolean): Recipe | Refusal {
  const { gtin, market } = order;
  const written = recipes.filter(({ recipe }) => recipe.gtins.includes(gtin));
  if (written.length === 0) return withoutRecipe ? standardRecipe(order) : ofNone(order);
  const approved = written.filter(({ state }) => state === 'approved');
  if (approved.length === 0) return ofUnapproved(order, written);
  const [chosen] = approved
    .filter(({ recipe }) => recipe.market === undefined || recipe.market === market)
    .toSorted(
      (a, b) =>
        Number(b.recipe.market !== undefined) - Number(a.recipe.market !== undefined) ||
        approvedAt(b).localeCompare(approvedAt(a)) ||
        b.recipe.version - a.recipe.version,
    );
  return chosen?.recipe ?? ofOtherMarkets(order, approved);
}

const RULE = 'two people stand for what a product is packed by (21 CFR §211.186(a))';

const ofNone = ({ order, gtin }: Order): Refusal =>
  refuse('conflict', `order ${order} is of ${gtin}, for which there is no recipe`, {
    at: '/gtin',
    rule: RULE,
    remedy: 'Write a recipe and have a second person approve it, or set "packsWithoutRecipe" in the configuration.',
  });

function ofUnapproved({ order, gtin }: Order, written: readonly StoredRecipe[]): Refusal {
  const versions = written.map(({ recipe, state }) => `${recipe.recipe} ${recipe.version} (${state})`).join(', ');
  return refuse('conflict', `order ${order} is of ${gtin}, and no recipe for it is approved: ${versions}`, {
    at: '/gtin',
    rule: RULE,
    remedy: 'Have a draft approved, or write a new version and have it approved.',
  });
}

function ofOtherMarkets({ order, gtin, market }: Order, approved: readonly StoredRecipe[]): Refusal {
  const others = [...new Set(approved.map(({ recipe }) => recipe.market))].join(', ');
  const wanted = market === undefined ? 'no market' : `market ${market}`;
  return refuse('conflict', `order ${order} is for ${wanted}, and the approved recipes of ${gtin} are for ${others}`, {
    at: '/market',
    rule: 'a batch is packed by a recipe of its own market',
    remedy: 'Approve a recipe for that market or for any, or order from a pool of a market that has one.',
  });
}

const approvedAt = ({ approval }: StoredRecipe) => approval?.at ?? '';
