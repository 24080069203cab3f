/** Every key of every table. The tenant always leads, so IAM can fence on `dynamodb:LeadingKeys`. */

// serials: hot counters
export const poolKey = (tenant: string, pool: string) => ({ pk: `${tenant}#pool#${pool}`, sk: 'pool' });
export const blockKey = (tenant: string, pool: string, first: number) => ({
  pk: `${tenant}#pool#${pool}`,
  sk: `block#${String(first).padStart(16, '0')}`,
});
export const serialRequestKey = (tenant: string, requestId: string) => ({
  pk: `${tenant}#request#${requestId}`,
  sk: 'request',
});
/** Which pool issues for a GTIN (14 digits) or an SSCC space (`<extension digit><company prefix>`). */
export const issuerKey = (tenant: string, space: string) => ({ pk: `${tenant}#issuer#${space}`, sk: 'issuer' });

// ledger: grows only
export const eventKey = (tenant: string, eventId: string) => ({ pk: `${tenant}#event#${eventId}`, sk: 'event' });
export const runKey = (tenant: string, pool: string, run: number, at: string) => ({
  pk: `${tenant}#run#${pool}#${run}`,
  sk: at,
});
export const foreignEpcKey = (tenant: string, epc: string, at: string) => ({ pk: `${tenant}#epc#${epc}`, sk: at });
export const dayKey = (tenant: string, day: string, at: string) => ({ pk: `${tenant}#day#${day}`, sk: at });
export const daysKey = (tenant: string, day: string) => ({ pk: `${tenant}#days`, sk: day });
export const lotEventKey = (tenant: string, gtin: string, lot: string, at: string) => ({
  pk: `${tenant}#lot#${gtin}#${lot}`,
  sk: at,
});

// registry: small, edited by people
export const networkTenantKey = (tenant: string) => ({ pk: 'network#tenant', sk: tenant });
export const networkProductKey = (gtin: string) => ({ pk: `network#gtin#${gtin}`, sk: 'owner' });
export const registryKey = (
  tenant: string,
  kind: 'product' | 'location' | 'partner' | 'grant' | 'order' | 'lot' | 'lot-number',
  id: string,
) => ({
  pk: `${tenant}#${kind}`,
  sk: id,
});

// deliveries: queue-like
export const captureJobKey = (tenant: string, captureId: string) => ({ pk: `${tenant}#capture`, sk: captureId });
export const releaseKey = (tenant: string, gtin: string, lot: string) => ({
  pk: `${tenant}#release`,
  sk: `${gtin}#${lot}`,
});
export const deliveryKey = (tenant: string, deliveryId: string) => ({ pk: `${tenant}#delivery`, sk: deliveryId });
