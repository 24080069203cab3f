import type { Route } from './route.ts';
import { type BatchNeeds, batchRoutes } from './routes/batches.ts';
import { type LineRouteNeeds, lineRoutes } from './routes/lines.ts';
import { type ManualRouteNeeds, manualRoutes } from './routes/manual.ts';
import { type PackRouteNeeds, packRoutes } from './routes/packs.ts';
import { type PeopleNeeds, peopleRoutes } from './routes/people.ts';
import { type RecipeNeeds, recipeRoutes } from './routes/recipes.ts';
import { type SessionNeeds, sessionRoutes } from './routes/session.ts';

export type RoutesNeeds = SessionNeeds &
  PeopleNeeds &
  RecipeNeeds &
  LineRouteNeeds &
  BatchNeeds &
  ManualRouteNeeds &
  PackRouteNeeds;

/** Everything that can be asked of the agent. */
export const allRoutes = (needs: RoutesNeeds): Route[] => [
  ...sessionRoutes(needs),
  ...peopleRoutes(needs),
  ...recipeRoutes(needs),
  ...lineRoutes(needs),
  ...batchRoutes(needs),
  ...manualRoutes(needs),
  ...packRoutes(needs),
];
