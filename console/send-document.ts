import * as v from 'valibot';
import type { Api } from './api.ts';
import { BYTES_TO_TELL, documentType } from './document-type.ts';
import { type OnProgress, sendRequest } from './send-request.ts';

/** Bytes that one request takes; the rest of what it may have is for its envelope (`GS1-EPCIS-Capture-File-Size-Limit`). */
const DIRECT_LIMIT = 4_000_000;

const begun = v.object({ captureID: v.string(), url: v.string(), headers: v.record(v.string(), v.string()) });

export interface SendOptions {
  readonly behaviour: 'rollback' | 'proceed';
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/**
 * Sends a document to be captured, a large one through an upload of its own. Answers with the path of its job.
 *
 * @throws Problem
 */
export async function sendDocument(api: Api, file: File, options: SendOptions): Promise<string> {
  const start = new Uint8Array(await file.slice(0, BYTES_TO_TELL).arrayBuffer());
  const { contentType, isUtf8 } = documentType(start);
  const how = { 'gs1-capture-error-behaviour': options.behaviour };
  if (file.size > DIRECT_LIMIT || !isUtf8) return upload(api, file, contentType, how, options);
  const authorization = await api.authorization();
  const headers = { authorization, accept: 'application/json', 'content-type': contentType };
  const { location } = await sendRequest('POST', '/epcis/capture', { ...headers, ...how }, file, options);
  return location ?? '/epcis/capture';
}

async function upload(api: Api, file: File, contentType: string, how: Record<string, string>, options: SendOptions) {
  const { captureID, url, headers } = await api.post('/api/capture-uploads', { contentType, bytes: file.size }, begun);
  // The browser sets the length itself and lets nobody else do so.
  const signed = Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length'),
  );
  await sendRequest('PUT', url, signed, file, options);
  await api.put(`/api/capture-uploads/${captureID}`, how);
  return `/epcis/capture/${captureID}`;
}
