import type { Recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import type { StoredRecipe } from './recipes.ts';

/** What an order is packed by: of the approved versions for its product the one approved last, or else the standard recipe. */
export function chooseRecipe(order: Order, recipes: readonly StoredRecipe[]): Recipe {
  const [chosen] = recipes
    .filter(({ state, recipe }) => state === 'approved' && recipe.gtins.includes(order.gtin))
    .toSorted((a, b) => approvedAt(b).localeCompare(approvedAt(a)) || b.recipe.version - a.recipe.version);
  return chosen?.recipe ?? standardRecipe(order);
}

const approvedAt = ({ approval }: StoredRecipe) => approval?.at ?? '';
