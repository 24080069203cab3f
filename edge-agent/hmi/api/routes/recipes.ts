import * as v from 'valibot';
import { recipe, recipeProblem } from '#shared/line/recipe.ts';
import { refuse } from '#shared/refusal.ts';
import { signing, signingWithReason } from '../../../people/sign.ts';
import type { Recipes, StoredRecipe } from '../../../recipes/recipes.ts';
import { orRefuse, Refused } from '../../../refused.ts';
import { type ApiRequest, bodyRoute, type Route, route } from '../route.ts';

export interface RecipeNeeds {
  readonly recipes: Recipes;
  readonly now: () => number;
}

const version = '/api/recipes/{recipe}/versions/{version}';

/** Recipes: written by one person, approved by another, retired when they are of no more use. */
export const recipeRoutes = ({ recipes, now }: RecipeNeeds): Route[] => [
  route({ method: 'GET', path: '/api/recipes', needs: 'read-report' }, () => ({
    status: 200,
    body: { recipes: recipes.all().map(inShort) },
  })),
  route({ method: 'GET', path: version, needs: 'read-report' }, (request) => {
    const { recipe: id, version: number } = which(request);
    const found = recipes.find(id, number);
    if (found === undefined)
      throw new Refused(refuse('not-found', `there is no recipe ${id} version ${request.path['version']}`));
    return { status: 200, body: found };
  }),
  bodyRoute({ method: 'POST', path: '/api/recipes', needs: 'write-recipe' }, recipe, ({ body, who }) => {
    const problem = recipeProblem(body);
    if (problem !== undefined) throw new Refused(problem);
    return { status: 201, body: inShort(orRefuse(recipes.draft(body, who, new Date(now()).toISOString()))) };
  }),
  bodyRoute(
    { method: 'POST', path: `${version}/approve`, needs: 'approve-recipe' },
    v.strictObject({ signature: signing }),
    async (request) => {
      const signed = await request.sign(request.body.signature);
      return { status: 200, body: inShort(orRefuse(recipes.approve(which(request), signed))) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: `${version}/retire`, needs: 'approve-recipe' },
    v.strictObject({ signature: signingWithReason }),
    async (request) => {
      const signed = await request.sign(request.body.signature);
      return { status: 200, body: inShort(orRefuse(recipes.retire(which(request), signed))) };
    },
  ),
];

function which({ path }: Pick<ApiRequest, 'path'>): { recipe: string; version: number } {
  const number = Number(path['version']);
  return { recipe: path['recipe'] ?? '', version: Number.isSafeInteger(number) ? number : 0 };
}

const inShort = ({ recipe: { recipe: id, version: number, name, gtins }, ...stored }: StoredRecipe) => ({
  recipe: id,
  version: number,
  name,
  gtins,
  ...stored,
});
