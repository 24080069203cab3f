import type { Happening } from '#shared/announcements/kinds.ts';
import type { AlertRow } from './nmvs-alert-row.ts';

/** What integrators are told of an alert. Which pack it is about is not: the alert says it. */
export function alertHappening(
  kind: 'alert.raised' | 'alert.closed',
  { alertId, country, code, productCode, batch, state }: AlertRow,
  at: string,
): Happening {
  const isGtin = /^\d{14}$/.test(productCode);
  const data = {
    alert: alertId,
    country,
    code,
    state,
    ...(isGtin && { gtin: productCode }),
    ...(batch && { lot: batch }),
  };
  // It is raised once, whenever that was fetched.
  return { kind, subject: `alert ${alertId}`, at, data, ...(kind === 'alert.raised' && { once: 'raised' }) };
}
