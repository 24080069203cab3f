import type { WorkQueue } from '#shared/messages/queue-messages.ts';

/** Name of the sparse index on the deliveries table that lists work by the time it is due. */
export const dueIndex = 'due';

/**
 * Where work stands by the time it is due, where what is not done stands that goes on by people alone, and where that stands as long as people are still to be called for it: by
 * when they are. What waits for people never stands behind what goes on by itself, however much of that there is.
 */
export const duePartition = (tenant: string): string => `${tenant}#due`;
export const waitsPartition = (tenant: string): string => `${tenant}#waits`;
export const watchedPartition = (tenant: string): string => `${tenant}#watched`;

/** All of what is not done. */
export const openPartitions = (tenant: string): readonly string[] =>
  [duePartition, waitsPartition, watchedPartition].map((named) => named(tenant));

/**
 * Attributes that make a row of the deliveries table findable by `sweep` when nobody took it up: partition `<tenant>#due`, sorted by
 * `dueAt`, with the queue and message that wake it. Remove all three (`REMOVE duePk, dueAt, wake`) when the work is done.
 */
export function due(tenant: string, dueAt: Date, queue: WorkQueue, message: object) {
  return { duePk: duePartition(tenant), dueAt: dueAt.toISOString(), wake: { queue, message: JSON.stringify(message) } };
}
