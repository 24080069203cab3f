import type { Message, Report } from '../regime.ts';

export const API = '/api/v3';

/** Asks what became of a report. */
export const askReceipt = (receipt: string): Message => ({
  method: 'GET',
  call: 'report-info',
  path: `${API}/report/info?${new URLSearchParams({ reportId: receipt })}`,
  headers: {},
});

/** Asks for the receipts of our request id; see `writeMessage`. The station knows no request ids, and codes reported twice are refused. */
export const askRequest = (_: Report, requestId: string): Message => ({
  method: 'POST',
  call: 'receipts-search',
  path: `${API}/receipts/receipt/search`,
  headers: {},
  contentType: 'application/json',
  body: JSON.stringify({ filter: { productionOrderIds: [requestId] } }),
});
