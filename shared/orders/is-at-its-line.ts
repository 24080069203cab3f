import type { Lot } from '../messages/lots-api.ts';
import type { StandingState } from '../messages/orders-api.ts';

const atWork: readonly StandingState[] = ['clearance', 'running', 'paused', 'closing', 'closed'];

/** True from the clearance of the line for an order until the line's report of the lot is here. */
export const isAtItsLine = ({ state, standing }: Pick<Lot, 'state' | 'standing'>): boolean =>
  state === 'assigned' && standing !== undefined && atWork.includes(standing.state);
