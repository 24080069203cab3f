import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { InboundResult } from '#shared/messages/inbound-api.ts';

const told = {
  received: 'processing',
  reading: 'processing',
  waiting: 'processing',
  accepted: 'accepted',
  'partly-accepted': 'rejected',
  refused: 'rejected',
  duplicate: 'accepted',
} as const;

/**
 * What its sender is told of a document, in the form that `common/channels/read-partner-answer.ts` reads.
 *
 * @param first of a double: the document that it repeats, whose fate is its own
 */
export function resultOf(document: InboundDocument, first?: InboundDocument): InboundResult {
  const { documentId, senderId, fileName, duplicateOf } = document;
  const { state, problems } = first ?? document;
  return {
    document: documentId,
    senderId,
    fileName,
    state: told[state],
    errors: problems.map(({ code = 'refused', at = '', rule, detail, remedy }) => ({
      code,
      object: at,
      detail: [detail, rule && `rule: ${rule}`, remedy && `remedy: ${remedy}`].filter(Boolean).join('; '),
    })),
    ...(duplicateOf !== undefined && { duplicateOf }),
  };
}
