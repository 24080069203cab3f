import { isRefusal } from '../../refusal.ts';
import { sha256 } from '../../wire/sha256.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import { post } from './api.ts';
import { base64Of } from './base64.ts';
import { guidOf } from './guid-of.ts';
import { kindOf } from './reports/kinds.ts';

/**
 * Bytes of a document that is sent at once; a larger one is uploaded. The operator tells its own limit (`documents/doc_size`), which is not public: this
 * is below a megabyte in base64, as clients remember it [R].
 */
export const LARGE = 700_000;

const utf8 = new TextEncoder();

/**
 * Writes a report as a document in its envelope, or, when it is large, what announces it, with the document attached. Its signature is empty: see `seal`.
 *
 * @throws when `accept` was not asked, and the document cannot be written
 */
export function writeMessage(report: Report, data: ReportData): Message {
  const document = kindOf(report.name)?.write(data, report);
  if (document === undefined) throw new Error(`MDLP has no report ${report.name}`);
  if (isRefusal(document)) throw new Error(`${document.at}: ${document.detail}`);
  const { requestId } = data;
  const request_id = guidOf(requestId);
  const bytes = utf8.encode(document);
  if (bytes.length <= LARGE) {
    const body = { document: base64Of(bytes), sign: '', request_id };
    return { ...post('documents-send', 'documents/send', body), requestId };
  }
  const body = { sign: '', hash_sum: sha256(document), request_id };
  return { ...post('documents-send-large', 'documents/send_large', body), attached: document, requestId };
}
