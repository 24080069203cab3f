import type { Happening } from '#shared/announcements/kinds.ts';
import type { InboundChange, InboundDocument } from './inbound-row.ts';

/** What integrators are told of a document that came to an end; nothing of one that goes on. What is wrong with it is not told: the document says it. */
export function inboundHappenings(document: InboundDocument, { state, settledAt }: InboundChange): Happening[] {
  if (state !== 'accepted' && state !== 'partly-accepted' && state !== 'refused') return [];
  const { documentId, partner, receivedAt, readings } = document;
  return [
    {
      kind: state === 'refused' ? 'inbound.refused' : 'inbound.accepted',
      subject: `inbound-document ${documentId}`,
      at: settledAt ?? receivedAt,
      // A person may have it read again: what comes of that is told as well.
      once: `${readings} ${state}`,
      data: { document: documentId, partner, state },
    },
  ];
}
