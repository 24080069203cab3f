import type { Lot } from '../messages/lots-api.ts';
import type { StandingState } from '../messages/orders-api.ts';

/** From the clearance of its line on: what an order stands in once people have begun with it. */
export const begun: readonly StandingState[] = ['clearance', 'running', 'paused', 'closing', 'closed'];

/** True from the clearance of the line for an order until the line's report of the lot is here. */
export const isAtItsLine = ({ state, standing }: Pick<Lot, 'state' | 'standing'>): boolean =>
  state === 'assigned' && standing !== undefined && begun.includes(standing.state);
