import type { NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';

type Sent = Pick<NmvsTransaction, 'operation' | 'evidence'>;

/** When something was last sent; undefined before. @param operation code, absent: that of the transaction itself */
export const sentAt = ({ operation: own, evidence }: Sent, operation = own): string | undefined =>
  evidence.findLast((one) => one.direction === 'sent' && one.operation === operation)?.at;

/**
 * When an operation was done, from which the days of an undo count (Delegated Regulation (EU) 2016/161, Article 13): as the NMVS tells it, else
 * when it was sent. ISO 8601 in UTC.
 *
 * @param told of the answer; a time without its zone is not used
 */
export function changedAt(sent: Sent, told = ''): string | undefined {
  const ms = /T.*(Z|[+-]\d\d:?\d\d)$/.test(told) ? Date.parse(told) : Number.NaN;
  return Number.isNaN(ms) ? sentAt(sent) : new Date(ms).toISOString();
}
