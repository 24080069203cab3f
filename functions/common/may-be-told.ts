import { instantOf } from '#shared/epcis/time.ts';
import { packChangeOf } from '#shared/regimes/pack-change.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { isReceipt, isShipment } from './is-shipment.ts';

/** False for an event that no regulator hears of, wherever its packs went. */
export const mayBeTold = (stored: Pick<StoredEvent, 'event'>): boolean =>
  packChangeOf(stored.event) !== undefined || isShipment(stored) || isReceipt(stored) || isVoiding(stored);

/** True for an event that says that goods did not leave after all (CBV 2.0 §7.1, void_shipping). */
export const isVoiding = ({ event }: Pick<StoredEvent, 'event'>): boolean =>
  event.type === 'ObjectEvent' && event.bizStep === 'void_shipping';

/** Before so long has passed nobody releases a lot, or has a shipment captured, of packs that were made or packed just now. */
const AT_ONCE_MS = 60_000;

/**
 * False for an event that makes nothing due by itself. What a line tells of making and packing at once comes before the release of its lot, which looks at
 * all of it; what comes later may be missing from what was told.
 */
export const mayMakeDue = (stored: Pick<StoredEvent, 'event' | 'recordTime'>): boolean =>
  mayBeTold(stored) ||
  stored.event.errorDeclaration !== undefined ||
  isUnpacking(stored) ||
  (isOfMakeup(stored) && isLate(stored));

/** What is packed at once is told with the release, or before it moves; whoever takes something out may have nothing told after it. */
const isUnpacking = ({ event }: Pick<StoredEvent, 'event'>) =>
  event.type === 'AggregationEvent' && event.action === 'DELETE';

const isOfMakeup = ({ event }: Pick<StoredEvent, 'event'>) =>
  event.type === 'AggregationEvent' ||
  event.type === 'TransformationEvent' ||
  (event.type === 'ObjectEvent' && event.action === 'ADD');

/** True for an event that was captured long after it happened. */
export const isLate = ({ event, recordTime }: Pick<StoredEvent, 'event' | 'recordTime'>) =>
  instantOf(recordTime) - instantOf(event.eventTime) > AT_ONCE_MS;
