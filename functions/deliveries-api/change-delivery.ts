import type * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import { json, type Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { type AuditRow, auditPut } from '#common/store/audit.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import { type Delivery, queueOf } from '#common/store/delivery-row.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { refuse } from '#shared/refusal.ts';
import { findDelivery, tellDelivery } from './find-delivery.ts';

export interface ChangeNeeds {
  readonly deliveries: Deliveries;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly queues: Readonly<Record<'regulator' | 'partner', SendToQueue>>;
  readonly now: () => Date;
}

/** How a person changes what becomes of a delivery. */
export interface Change<Shape extends v.GenericSchema<unknown, { readonly reason: string }>> {
  /** What the audit trail calls it. */
  readonly act: string;
  readonly body: Shape;
  /** Of which states it may be asked; the same asked again, once it is done, answers how the delivery is. */
  readonly from: readonly DeliveryState[];
  readonly to: DeliveryState;
  make(
    needs: ChangeNeeds,
    delivery: Delivery,
    said: { readonly body: v.InferOutput<Shape>; readonly by: string; readonly at: Date; readonly told: AuditRow },
  ): Promise<'done' | 'overtaken'>;
}

/** Makes a change with its reason in the audit trail, and wakes the sender of what is due by it. */
export async function changeDelivery<Shape extends v.GenericSchema<unknown, { readonly reason: string }>>(
  needs: ChangeNeeds,
  request: Request,
  { act, body: shape, from, to, make }: Change<Shape>,
) {
  const body = read(shape, json(request));
  const delivery = await findDelivery(needs.deliveries, request);
  const { tenant, deliveryId, state, kind, subject } = delivery;
  if (state === to) return { status: 200, body: tellDelivery(delivery) };
  if (!from.includes(state)) throw new Refused(notNow(state, from));
  const at = needs.now();
  const detail = { was: state, kind, of: subject, reason: body.reason };
  const entry = entryOf(request, at.toISOString(), act, `delivery ${deliveryId}`, { detail });
  const told = auditPut(needs.registryTable, tenant, entry);
  if ((await make(needs, delivery, { body, by: request.caller, at, told })) === 'overtaken')
    throw new Refused(
      refuse('conflict', 'the delivery was just changed, or is in its sender’s hands', {
        remedy: 'read it again in a moment, and decide anew',
      }),
    );
  const changed = await findDelivery(needs.deliveries, request);
  const wake = changed.correctedBy ?? (changed.state === 'due' ? deliveryId : undefined);
  if (wake !== undefined) await needs.queues[queueOf(delivery)]({ tenant, deliveryId: wake });
  log('delivery-changed', { tenant, deliveryId, state: changed.state, by: request.caller });
  return { status: 200, body: tellDelivery(changed) };
}

const notNow = (state: DeliveryState, from: readonly DeliveryState[]) =>
  refuse('conflict', `the delivery is ${state}`, { remedy: `this can be done while it is ${from.join(' or ')}` });
