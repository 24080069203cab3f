/**
 * Days that a finished row stays in the deliveries table: a year, because people ask about last year's lots and shipments, and some weeks
 * for whoever asks late. What the law wants kept longer is elsewhere: bytes sent and answered and captured documents in the bucket, events
 * in the ledger.
 */
const KEEP_DAYS = 400;

/** The attribute by which the table drops a row that is finished at `at` (DynamoDB time to live, seconds since 1970). */
export const expiry = (at: Date) => ({ ttl: Math.floor(at.getTime() / 1000) + KEEP_DAYS * 24 * 3600 });
