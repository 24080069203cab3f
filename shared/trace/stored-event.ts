import type { EpcisEvent } from '../epcis/event.ts';

/** An event as the repository keeps it. */
export interface StoredEvent {
  readonly eventId: string;
  /** When the repository took it, ISO 8601 in UTC. */
  readonly recordTime: string;
  readonly captureId: string;
  /** Place in its document, from 0: orders events of one capture and one eventTime. */
  readonly position?: number;
  readonly event: EpcisEvent;
}
