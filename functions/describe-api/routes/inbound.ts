import * as v from 'valibot';
import { inboundContentUrl, inboundResult, toldInbound } from '#shared/messages/inbound-api.ts';
import { partnerMessages } from '#shared/messages/partner-messages-api.ts';
import { anything, type RouteDescriptions } from './route-description.ts';

/** What partners send, by whatever way. */
export const inboundRoutes: RouteDescriptions = {
  'POST /api/inbound-documents': {
    summary:
      'Send a document as a partner: EPCIS in any form, or what is agreed with it. Its bytes are kept before it is read; what became of it is read at its Location',
    permission: 'events:capture',
    body: anything,
    answer: { status: 202, shape: toldInbound },
  },
  'GET /api/inbound-documents': {
    summary: 'Documents that partners sent, the newest first; a partner’s own client sees its own',
    permission: 'inbound:read',
    answer: { status: 200, shape: v.object({ documents: v.array(toldInbound), next: v.optional(v.string()) }) },
  },
  'GET /api/inbound-documents/{documentId}': {
    summary: 'One document that a partner sent, and how it stands',
    permission: 'inbound:read',
    answer: { status: 200, shape: toldInbound },
  },
  'GET /api/inbound-documents/{documentId}/content': {
    summary: 'Its exact bytes; of a larger one (303) where they can be fetched for a quarter of an hour',
    permission: 'inbound:read',
    answer: { status: 200, shape: v.union([anything, inboundContentUrl]) },
  },
  'GET /api/inbound-documents/{documentId}/result': {
    summary: 'What became of it, in the form in which partners tell each other',
    permission: 'inbound:read',
    answer: { status: 200, shape: inboundResult },
  },
  'POST /api/inbound-documents/{documentId}/retry': {
    summary: 'Have one that was refused, or waits, read again',
    permission: 'deliveries:write',
    answer: { status: 202, shape: toldInbound },
  },
  'GET /api/partner-messages': {
    summary:
      'Messages that stand ready for a partner that fetches them, the oldest first; `next` is always told, and is where to go on, now or whenever it comes again; a partner’s own client sees its own',
    permission: 'inbound:read',
    answer: { status: 200, shape: partnerMessages },
  },
  'GET /api/partner-messages/{message}': {
    summary:
      'The exact bytes of one; of a larger one (303) where they can be fetched for a quarter of an hour. The first time that its partner does so is noted with the delivery',
    permission: 'inbound:read',
    answer: { status: 200, shape: v.union([anything, inboundContentUrl]) },
  },
};
