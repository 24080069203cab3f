import { X509Certificate } from 'node:crypto';
import { log } from '#common/log.ts';

/**
 * Says in the log that a partner's certificate is not valid at a time. It is used all the same: it was pinned by people, and a document that does not arrive harms more
 * than a certificate that should have been renewed.
 */
export function warnOutOfDate(
  certificate: string,
  at: Date,
  ids: { readonly tenant: string; readonly partner: string },
): void {
  const { validFromDate, validToDate } = new X509Certificate(certificate);
  if (validFromDate <= at && at <= validToDate) return;
  log('as2-certificate-out-of-date', {
    ...ids,
    validFrom: validFromDate.toISOString(),
    validTo: validToDate.toISOString(),
  });
}
