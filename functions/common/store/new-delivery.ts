import { dueFrom, watchedFrom } from './delivery-due.ts';
import type { NewDelivery } from './delivery-row.ts';
import { deliveryKey } from './keys.ts';

/** The row of a delivery that is due now, or held from the beginning. */
export const newRow = (planned: NewDelivery, at: Date) => ({
  ...deliveryKey(planned.tenant, planned.deliveryId),
  ...planned,
  ...(planned.held === undefined ? dueFrom(planned, at) : withoutGaps(watchedFrom('held', planned))),
  state: planned.held === undefined ? 'due' : 'held',
  attempts: 0,
  polls: 0,
  createdAt: at.toISOString(),
  updatedAt: at.toISOString(),
});

const withoutGaps = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
