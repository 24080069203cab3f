/** Codes of every log line, so runbooks and alarms can name them. */
export type LogCode =
  | 'request-refused'
  | 'request-failed'
  | 'message-refused'
  | 'message-failed'
  | 'captured'
  | 'capture-interrupted'
  | 'capture-given-up'
  | 'check-cut-short'
  | 'planned'
  | 'delivery-attempted'
  | 'delivery-settled'
  | 'delivery-parked'
  | 'subscription-delivered'
  | 'subscription-attempted'
  | 'subscription-parked'
  | 'subscription-stopped'
  | 'subscription-unreadable'
  | 'lot-released'
  | 'lot-report-stored'
  | 'serials-allocated'
  | 'site-not-woken'
  | 'grant-changed'
  | 'swept';

/** One structured line with a stable code and the ids. Never log a body, a token or a secret. */
export function log(code: LogCode, ids: Record<string, string | number | boolean | undefined>): void {
  process.stdout.write(`${JSON.stringify({ code, ...ids })}\n`);
}
