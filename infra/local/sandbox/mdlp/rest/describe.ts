import type { Filed, Inbound } from '../book/filed.ts';

/** As the operator writes moments: YYYY-MM-DD hh:mm:ss, UTC here. */
export const momentOf = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** Where a document stands. */
export function statusOf({ state, outcome, at, due }: Filed, now: number): string {
  if (state === 'uploading') return 'UPLOADING_DOCUMENT';
  if (state === 'cancelled') return 'FAILED';
  if (outcome !== undefined) return outcome.isMalformed ? 'FAILED_RESULT_READY' : 'PROCESSED_DOCUMENT';
  const isHalfDone = state === 'waiting' && now >= at + (due - at) / 2;
  return isHalfDone ? 'CORE_PROCESSING_DOCUMENT' : 'PROCESSING_DOCUMENT';
}

/** A document that a participant sent, as lists have it. */
export const sentRow = (filed: Filed, now: number) => ({
  request_id: filed.requestId,
  document_id: filed.id,
  date: momentOf(filed.at),
  ...(filed.outcome && { processed_date: momentOf(filed.outcome.at) }),
  sender: filed.head.sender,
  receiver: filed.head.receiver,
  sys_id: filed.by.systemId,
  doc_type: filed.head.type,
  doc_status: statusOf(filed, now),
  file_uploadtype: filed.channel,
  version: filed.head.version,
  device_id: null,
});

/** A document that came to a participant. */
export const inboundRow = ({ id, at, sender, receiver, to, type, version }: Inbound) => ({
  request_id: null,
  document_id: id,
  date: momentOf(at),
  processed_date: momentOf(at),
  sender,
  receiver,
  sys_id: to.systemId,
  doc_type: type,
  doc_status: 'PROCESSED_DOCUMENT',
  file_uploadtype: 3,
  version,
});

export type Row = ReturnType<typeof inboundRow> | ReturnType<typeof sentRow>;
