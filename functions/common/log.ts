/** Codes of every log line, so runbooks and alarms can name them. */
export type LogCode =
  | 'request-refused'
  | 'request-failed'
  | 'rate-limit-unknown'
  | 'message-refused'
  | 'message-failed'
  | 'captured'
  | 'capture-interrupted'
  | 'capture-given-up'
  | 'check-cut-short'
  | 'us-document-judged'
  | 'planned'
  | 'change-not-planned'
  | 'delivery-attempted'
  | 'delivery-settled'
  | 'delivery-parked'
  | 'delivery-late'
  | 'delivery-changed'
  | 'subscription-delivered'
  | 'subscription-attempted'
  | 'subscription-parked'
  | 'subscription-grant-ended'
  | 'subscription-stopped'
  | 'subscription-unreadable'
  | 'lot-released'
  | 'order-cancelled'
  | 'order-standing-told'
  | 'product-withdrawn'
  | 'recall-made'
  | 'recall-lifted'
  | 'recall-told'
  | 'lot-report-stored'
  | 'serials-allocated'
  | 'list-imported'
  | 'list-refused'
  | 'block-given-back'
  | 'serial-file-written'
  | 'serial-file-failed'
  | 'refill-attempted'
  | 'refill-settled'
  | 'refill-failed'
  | 'nmvs-settled'
  | 'nmvs-unclear'
  | 'nmvs-alerts-fetched'
  | 'nmvs-alerts-failed'
  | 'verification-answered'
  | 'verification-unanswered'
  | 'verification-late'
  | 'vrs-credential-refused'
  | 'dscsa-moved'
  | 'wake-failed'
  | 'vrs-mismatch-not-noted'
  | 'dscsa-late'
  | 'dscsa-needs-person'
  | 'vrs-directory-fetched'
  | 'vrs-directory-failed'
  | 'site-not-woken'
  | 'master-data-approved'
  | 'master-data-imported'
  | 'grant-changed'
  | 'member-changed'
  | 'core-joined'
  | 'core-refused'
  | 'token-without-tenant'
  | 'swept';

/** One structured line with a stable code and the ids. Never log a body, a token or a secret. */
export function log(code: LogCode, ids: Record<string, string | number | boolean | undefined>): void {
  process.stdout.write(`${JSON.stringify({ code, ...ids })}\n`);
}

/** A line that CloudWatch counts as well, as a metric of the namespace `Seriate` (embedded metric format). */
export function count(code: LogCode, metric: string, ids: Record<string, string | number | boolean | undefined>): void {
  const metrics = [{ Namespace: 'Seriate', Dimensions: [[]], Metrics: [{ Name: metric, Unit: 'Count' }] }];
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: metrics };
  process.stdout.write(`${JSON.stringify({ _aws, code, [metric]: 1, ...ids })}\n`);
}
