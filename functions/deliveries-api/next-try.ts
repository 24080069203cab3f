import type { Delivery } from '#common/store/delivery-row.ts';

/** When a partner's that was tried in vain is tried next; of one in hand that time has come. What waits at its door goes when the partner is answered, and a regulator's has turns. */
export const nextTryOf = ({ kind, state, attempts, waits, notBefore }: Delivery): string | undefined =>
  kind === 'delivery' && state === 'due' && attempts > 0 && !waits ? notBefore : undefined;
