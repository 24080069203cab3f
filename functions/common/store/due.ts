import type { WorkQueue } from '#shared/messages/queue-messages.ts';

/** Name of the sparse index on the deliveries table that lists work by the time it is due. */
export const dueIndex = 'due';

/**
 * Attributes that make a row of the deliveries table findable by `sweep` when nobody took it up: partition `<tenant>#due`, sorted by
 * `dueAt`, with the queue and message that wake it. Remove all three (`REMOVE duePk, dueAt, wake`) when the work is done.
 */
export function due(tenant: string, dueAt: Date, queue: WorkQueue, message: object) {
  return { duePk: `${tenant}#due`, dueAt: dueAt.toISOString(), wake: { queue, message: JSON.stringify(message) } };
}
