import { type DeliveryState, isOver } from '../../shared/delivery/standing.ts';
import type { Lot } from '../../shared/messages/lots-api.ts';

/** Milliseconds until the overview asks again for a list of which more is open than it shows: each answer is found among very many, and says little new. */
export const LIST_REST_MS = 30_000;

/** What is cut says so. */
interface Cut {
  readonly more?: true | undefined;
}

const restIf = (isDear: boolean): number | undefined => (isDear ? LIST_REST_MS : undefined);

export const lotsRest = ({ lots, more }: Cut & { readonly lots: readonly Pick<Lot, 'state'>[] }) =>
  restIf(more === true && lots.every(({ state }) => state === 'assigned' || state === 'reported'));

interface Told {
  readonly state: DeliveryState;
}
export const deliveriesRest = ({ deliveries, more }: Cut & { readonly deliveries: readonly Told[] }) =>
  restIf(more === true && !deliveries.some(({ state }) => isOver(state)));

/** All lines are looked at for those with alarms. */
export const linesRest = ({ more }: Cut) => restIf(more === true);
