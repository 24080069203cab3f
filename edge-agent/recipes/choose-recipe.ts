import type { Recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { StoredRecipe } from './recipes.ts';

/**
 * What an order is packed by: of the approved versions for its product and market the one approved last, one for that market alone before one
 * for any; the standard recipe where the product has none at all.
 *
 * @returns a refusal when all of them are for other markets: by the standard recipe the packs would not be what somebody approved
 */
export function chooseRecipe(order: Order, recipes: readonly StoredRecipe[]): Recipe | Refusal {
  const { gtin, market } = order;
  const approved = recipes.filter(({ state, recipe }) => state === 'approved' && recipe.gtins.includes(gtin));
  if (approved.length === 0) return standardRecipe(order);
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
