import type { Routes } from '#common/http.ts';
import { listDocuments } from './list-documents.ts';
import { listMessages, showMessage } from './partner-messages.ts';
import { type AgainNeeds, readAgain } from './read-again.ts';
import { type SendNeeds, sendDocument } from './send-document.ts';
import { showContent, showDocument, showResult } from './show-document.ts';

type Needs = SendNeeds &
  AgainNeeds &
  Parameters<typeof showContent>[0] &
  Parameters<typeof listDocuments>[0] &
  Parameters<typeof listMessages>[0] &
  Parameters<typeof showMessage>[0];

/** What partners send by the API, what became of all that they sent, and the messages that they fetch. A client that is a partner's own sends and sees what is that partner's. */
export function inboundRoutes(needs: Needs): Routes {
  const reads = { permission: 'inbound:read', partners: true } as const;
  return {
    'POST /api/inbound-documents': { permission: 'events:capture', partners: true, endpoint: sendDocument(needs) },
    'GET /api/inbound-documents': { ...reads, endpoint: listDocuments(needs) },
    'GET /api/inbound-documents/{documentId}': { ...reads, endpoint: showDocument(needs) },
    'GET /api/inbound-documents/{documentId}/content': { ...reads, endpoint: showContent(needs) },
    'GET /api/inbound-documents/{documentId}/result': { ...reads, endpoint: showResult(needs) },
    'POST /api/inbound-documents/{documentId}/retry': { permission: 'deliveries:write', endpoint: readAgain(needs) },
    'GET /api/partner-messages': { ...reads, endpoint: listMessages(needs) },
    'GET /api/partner-messages/{message}': { ...reads, endpoint: showMessage(needs) },
  };
}
