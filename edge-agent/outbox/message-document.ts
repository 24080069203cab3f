import type { EpcisEvent } from '#shared/epcis/event.ts';
import { epcisDocument } from '#shared/epcis/write-json.ts';

/** The EPCIS document that tells these events, dated by the last of them: the same events are always the same document. */
export const messageDocument = (events: readonly EpcisEvent[]): object =>
  epcisDocument(events, { creationDate: events.at(-1)?.eventTime ?? '' });

/** Bytes of a document that tells these events and no others; of a document that tells more they take no larger part. */
export const bytesOf = (events: readonly EpcisEvent[]): number =>
  Buffer.byteLength(JSON.stringify(messageDocument(events)));
