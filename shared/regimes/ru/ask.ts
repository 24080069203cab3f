import type { Attached, Message, Report } from '../regime.ts';
import type { Holder } from '../reported.ts';
import { get, post } from './api.ts';
import { guidOf } from './guid-of.ts';
import { readReceipt } from './receipts.ts';

/**
 * Does what a receipt says is next. Uploading once more puts the same bytes in the same place, and finishing what is finished changes nothing, so all of it may
 * be repeated.
 */
export async function askReceipt(text: string, _: Holder, attached: Attached): Promise<Message> {
  const receipt = readReceipt(text);
  const id = encodeURIComponent(receipt.id);
  switch (receipt.step) {
    case 'upload':
      return {
        method: 'PUT',
        call: 'documents-upload',
        path: receipt.link,
        headers: {},
        contentType: 'application/xml',
        body: await attached(),
      };
    case 'finish':
      return post('documents-send-finished', 'documents/send_finished', { document_id: receipt.id });
    case 'document':
      return get('documents-status', `documents/${id}`);
    case 'ticket':
      return get('documents-ticket', `documents/${id}/ticket`);
    case 'download':
      return { method: 'GET', call: 'documents-download', path: receipt.link, headers: {} };
  }
}

/** Asks which documents came of a request. */
export const askRequest = (_: Report, requestId: string): Message =>
  get('documents-request', `documents/request/${guidOf(requestId)}`);
