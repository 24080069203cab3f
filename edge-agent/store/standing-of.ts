import type { Recipe } from '#shared/line/recipe.ts';
import type { OrderStanding, StandingState } from '#shared/messages/orders-api.ts';
import type { Order } from '#shared/messages/site-api.ts';

/** A batch, as far as it tells how its order stands. */
export interface Stood {
  readonly order: Order;
  readonly line: string;
  readonly state: StandingState | 'reported';
  readonly revision: number;
  readonly seen: number;
  readonly refused: string | undefined;
  readonly why: string | undefined;
  readonly recipe: Recipe;
}

/** Characters that L4 takes. */
const MOST = 1_000;

/** How the order of a batch stands, as L4 is told it. */
export function standingOf(batch: Stood): Omit<OrderStanding, 'at'> {
  const { line, state, revision, seen, refused, why } = batch;
  const { recipe, version } = batch.recipe;
  return {
    seen,
    runs: revision,
    state: state === 'reported' ? 'closed' : state,
    line,
    ...(state !== 'created' && state !== 'cancelled' && { recipe: { recipe, version } }),
    ...(refused !== undefined && { refused: refused.slice(0, MOST) }),
    ...(why !== undefined && { why: why.slice(0, MOST) }),
  };
}
