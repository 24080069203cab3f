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
import type { AuditAct } from '#shared/access/audit-acts.ts';
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
  readonly act: AuditAct;
  readonly body: Shape;
  /** Of which states it may be asked; the very same asked again, once it is done, answers how the delivery is. */
  readonly from: readonly DeliveryState[];
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
  { act, body: shape, from, make }: Change<Shape>,
) {
  const body = read(shape, json(request));
  const delivery = await findDelivery(needs.deliveries, request);
  const { tenant, deliveryId, state, kind, subject } = delivery;
  const isDone = ({ decided }: Delivery) => isSame(decided, { ...body, act, by: request.caller });
  if (!from.includes(state)) {
    if (isDone(delivery)) return { status: 200, body: tellDelivery(delivery) };
    throw new Refused(notNow(delivery, from));
  }
  const at = needs.now();
  const detail = { was: state, kind, of: subject, ...body };
  const entry = entryOf(request, at.toISOString(), act, `delivery ${deliveryId}`, { detail });
  const told = auditPut(needs.registryTable, tenant, entry);
  const outcome = await make(needs, delivery, { body, by: request.caller, at, told });
  const changed = await findDelivery(needs.deliveries, request);
  // Of two that ask for the same at once, the second hears what the first did.
  if (outcome === 'overtaken' && (from.includes(changed.state) || !isDone(changed))) throw new Refused(overtaken);
  const wake = changed.correctedBy ?? (changed.state === 'due' ? deliveryId : undefined);
  if (wake !== undefined) await needs.queues[queueOf(delivery)]({ tenant, deliveryId: wake });
  log('delivery-changed', { tenant, deliveryId, state: changed.state, by: request.caller });
  return { status: 200, body: tellDelivery(changed) };
}

/** Somebody was faster. */
export const overtaken = refuse('conflict', 'the delivery was just changed, or is in its sender’s hands', {
  remedy: 'read it again in a moment, and decide anew',
});

type Decided = NonNullable<Delivery['decided']>;

/** Another reason, another person and another outcome are each another decision. */
const isSame = (before: Decided | undefined, wish: Omit<Decided, 'at'>) =>
  before !== undefined && (['act', 'by', 'reason', 'change'] as const).every((name) => before[name] === wish[name]);

function notNow({ state, decided, held }: Delivery, from: readonly DeliveryState[]) {
  const whose = decided ? saying(decided) : held && `kept back by ${held.by} at ${held.at}: ${held.reason}`;
  return refuse('conflict', `the delivery is ${state}${whose ? `, ${whose}` : ''}`, {
    remedy: `this can be done while it is ${from.join(' or ')}; what was decided by somebody else, or otherwise, stands`,
  });
}

/** `let go as stolen by ada at 2026-03-01T10:00:00.000Z: found in the bin` */
const saying = ({ act, by, at, reason, change }: Decided) =>
  `${act.replace('delivery-', '').replaceAll('-', ' ')}${change ? ` as ${change}` : ''} by ${by} at ${at}: ${reason}`;
