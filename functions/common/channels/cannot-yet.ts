import type { Tried } from '#common/run-delivery.ts';
import type { Refusal } from '#shared/refusal.ts';

/** What becomes of a message whose channel cannot be opened: a person sets what is missing meanwhile; in the end it is parked, and rings. */
export const cannotYet = ({ detail, remedy }: Refusal): Tried => ({
  askedNobody: true,
  verdict: { verdict: 'retry', failure: 'transient', reason: remedy === undefined ? detail : `${detail}: ${remedy}` },
});
