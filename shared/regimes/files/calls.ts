import type { Message, Report } from '../regime.ts';

const question = (call: string, path: string): Message => ({ method: 'GET', call, path, headers: {} });

/**
 * Hands a file to whoever puts it into the portal, under its request id: put twice, it is one. No portal has an interface, so this one is our own, and so is
 * that of the sandbox.
 */
export const putFile = (requestId: string, type: 'csv' | 'xml', body: string): Message => ({
  method: 'PUT',
  call: 'files',
  path: `/v1/files/${encodeURIComponent(requestId)}`,
  headers: {},
  contentType: type === 'csv' ? 'text/csv; charset=utf-8' : 'application/xml',
  body,
  requestId,
});

/** Asks what the portal said to a file. */
export const askReceipt = (receipt: string): Message =>
  question('receipts', `/v1/receipts/${encodeURIComponent(receipt)}`);

/** Asks whether a file arrived. */
export const askRequest = (_: Report, requestId: string): Message =>
  question('requests', `/v1/files/${encodeURIComponent(requestId)}`);
