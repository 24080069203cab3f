import type { Delivery } from '../../functions/common/store/delivery-row.ts';

/** A report as the table has it, of nothing in particular. */
export const row = (deliveryId: string, state: Delivery['state'], more: Partial<Delivery> = {}): Delivery => ({
  ...{ tenant: 'acme', deliveryId, kind: 'submission', state, subject: {}, evidence: [], before: [] },
  ...{ attempts: 0, polls: 0, round: 1, anew: false, uncertain: false, createdAt: '', updatedAt: '' },
  ...more,
});
