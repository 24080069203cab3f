import type { Endpoint } from '#common/http.ts';
import { missingFacts, waitsForFacts } from '#common/missing-facts.ts';
import { Refused } from '#common/refused.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { deliveryReason, deliveryUnhold } from '#shared/messages/deliveries-api.ts';
import { refuse } from '#shared/refusal.ts';
import { handledFor } from '#shared/regimes/handled.ts';
import { type ChangeNeeds, changeDelivery } from './change-delivery.ts';

/** Keeps back what is due. What may have arrived already is not kept back: it has to be found out. */
export const holdDelivery =
  (needs: ChangeNeeds): Endpoint =>
  (request) =>
    changeDelivery(needs, request, {
      act: 'delivery-held',
      body: deliveryReason,
      from: ['due'],
      make: ({ deliveries }, delivery, { body: { reason }, by, at, told }) => {
        if (delivery.uncertain) throw new Refused(mayHaveArrived('kept back'));
        return deliveries.hold(delivery, { by, at: at.toISOString(), reason }, told);
      },
    });

/** Lets it go. Where it was not known what became of the packs, that has to be said: it is what the regulator hears. */
export const unholdDelivery =
  (needs: ChangeNeeds): Endpoint =>
  (request) =>
    changeDelivery(needs, request, {
      act: 'delivery-let-go',
      body: deliveryUnhold,
      from: ['held'],
      make: ({ deliveries }, delivery, { body: { change }, at, told }) => {
        const missing = missingFacts(delivery);
        if (missing.length > 0) throw new Refused(wanting(missing));
        const isSaidByFact = saysEndByFact(delivery);
        if (isSaidByFact && change !== undefined) throw new Refused(saidByFact);
        const isUnclear = delivery.report?.change === 'ended' && !isSaidByFact;
        if (isUnclear && change === undefined) throw new Refused(unclear);
        if (!isUnclear && change !== undefined) throw new Refused(clear);
        return deliveries.unhold(delivery, change, at, told);
      },
    });

/** True where a fact says what became of the packs: in the regulator's words, of which there are more than changes. */
function saysEndByFact({ report, market = '' }: Delivery): boolean {
  const fact = handledFor(market)?.endSaidBy;
  return report?.change === 'ended' && fact !== undefined && report.wants?.includes(fact) === true;
}

/** Leaves it as it was taken, in part: what was refused of it is told to nobody, and no other report waits for that. */
export const closeDelivery =
  (needs: ChangeNeeds): Endpoint =>
  (request) =>
    changeDelivery(needs, request, {
      act: 'delivery-closed',
      body: deliveryReason,
      from: ['partially-accepted'],
      make: ({ deliveries }, delivery, { at, told }) => deliveries.close(delivery, at, told),
    });

/** Nobody will be told. What was sent cannot be taken back by that. */
export const cancelDelivery =
  (needs: ChangeNeeds): Endpoint =>
  (request) =>
    changeDelivery(needs, request, {
      act: 'delivery-cancelled',
      body: deliveryReason,
      from: ['due', 'held', 'rejected', 'parked'],
      make: ({ deliveries }, delivery, { at, told }) => {
        if (delivery.uncertain) throw new Refused(mayHaveArrived('cancelled'));
        return deliveries.cancel(delivery, at, told);
      },
    });

const mayHaveArrived = (done: string) =>
  refuse('conflict', `it may have arrived, and is not ${done} before that is known`, {
    remedy: 'wait until its sender has asked the receiver: it goes on by itself, and is then acknowledged or due again',
  });

const wanting = (missing: readonly string[]) =>
  refuse('conflict', `the delivery ${waitsForFacts(missing)}`, {
    at: '/facts',
    remedy: 'PUT /api/deliveries/{deliveryId}/facts, or cancel the delivery',
  });

const unclear = refuse('malformed', 'it is not said what became of the packs', {
  at: '/change',
  rule: 'a regulator is told what became of a pack, and most of it cannot be taken back',
  remedy: 'say it in `change`, or cancel the delivery',
});

const saidByFact = refuse('malformed', 'a fact of the report says what became of the packs', {
  at: '/change',
  rule: 'a report says one thing of its packs',
  remedy:
    'leave `change` out; where the packs were destroyed or left the country, capture that event and cancel this report: it is told by another',
});

const clear = refuse('malformed', 'the event says what became of the packs', {
  at: '/change',
  remedy: 'leave `change` out; if the event is wrong, declare it an error and cancel the delivery',
});
