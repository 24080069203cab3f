import type { WorkQueue } from '#shared/messages/queue-messages.ts';

/** Name of the sparse index on the deliveries table that lists work by the time it is due. */
export const dueIndex = 'due';

/** Where work stands by the time it is due, and where what is not done stands that goes on by people alone. */
export const duePartition = (tenant: string): string => `${tenant}#due`;
export const waitsPartition = (tenant: string): string => `${tenant}#waits`;

/**
 * Attributes that make a row of the deliveries table findable by `sweep` when nobody took it up: partition `<tenant>#due`, sorted by
 * `dueAt`, with the queue and message that wake it. Remove all three (`REMOVE duePk, dueAt, wake`) when the work is done.
 */
export function due(tenant: string, dueAt: Date, queue: WorkQueue, message: object) {
  return { duePk: duePartition(tenant), dueAt: dueAt.toISOString(), wake: { queue, message: JSON.stringify(message) } };
}
