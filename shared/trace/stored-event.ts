import type { EpcisEvent } from '../epcis/event.ts';

/** Who handed an event to the repository: a person or machine client, or a partner by its id. What a line told is known by its capture. */
export type Reporter = { readonly caller: string } | { readonly partner: string };

/** An event as the repository keeps it. */
export interface StoredEvent {
  readonly eventId: string;
  /** When the repository took it, ISO 8601 in UTC. */
  readonly recordTime: string;
  readonly captureId: string;
  /** Absent of lines, and of what was captured before this was kept. */
  readonly reporter?: Reporter;
  /** Place in its document, from 0: orders events of one capture and one eventTime. */
  readonly position?: number;
  readonly event: EpcisEvent;
}
