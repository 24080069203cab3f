import type { DeliveryState } from '#shared/delivery/standing.ts';
import type { Delivery } from './store/delivery-row.ts';

/** Something of it was taken in: the regulator knows what it is about. */
export const knownStates: readonly DeliveryState[] = ['acknowledged', 'partially-accepted', 'corrected', 'closed'];

/** True of a report that keeps back what comes after it. What a person cancelled is told to nobody: what waited for it goes without. */
export const stillWaitedFor = ({ state }: Pick<Delivery, 'state'>): boolean =>
  !knownStates.includes(state) && state !== 'cancelled';
