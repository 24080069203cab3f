import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** True for goods that leave for another party: partners are told of them. */
export const isShipment = ({ event }: Pick<StoredEvent, 'event'>): boolean =>
  event.type === 'ObjectEvent' && event.action === 'OBSERVE' && event.bizStep === 'shipping';
