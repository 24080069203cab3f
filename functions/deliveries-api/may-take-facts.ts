import type { Delivery } from '#common/store/delivery-row.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/** What was told, or may have been, is told with the facts of then. Of what was refused another request is written, which may say otherwise. */
export function mayTakeFacts({ state, frozen, uncertain, anew }: Delivery): Refusal | undefined {
  const isUnsent = anew || (frozen === undefined && !uncertain);
  if (state === 'rejected' || (unsent.includes(state) && isUnsent)) return undefined;
  return refuse('conflict', `the delivery is ${state}, and was sent with the facts of then`, { at: '/facts', remedy });
}

const unsent: readonly DeliveryState[] = ['held', 'due', 'parked'];

const remedy =
  'if the regulator refuses it, give them then and resend it; what was taken is corrected by an event or a report of its own';
