import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** True for goods that leave for another party: partners are told of them. */
export const isShipment = ({ event }: Pick<StoredEvent, 'event'>): boolean =>
  event.type === 'ObjectEvent' && event.action === 'OBSERVE' && event.bizStep === 'shipping';

/** True for goods that came in. Who captures `receiving` captures no `accepting` of the same goods (CBV 2.0 §7.1). */
export const isReceipt = ({ event }: Pick<StoredEvent, 'event'>): boolean =>
  event.type === 'ObjectEvent' &&
  event.action === 'OBSERVE' &&
  (event.bizStep === 'receiving' || event.bizStep === 'accepting');
