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
/** EPCs that no pool of ours issued, in one of `EPC_BUCKETS` partitions; each with its rows in time order. */
export const foreignEpcKey = (tenant: string, bucket: number, epc: string, at: string) => ({
  pk: `${tenant}#epcs#${bucket}`,
  sk: `${epc}\n${at}`,
});
export const lotEventKey = (tenant: string, gtin: string, lot: string, at: string) => ({
  pk: `${tenant}#lot#${gtin}#${lot}`,
  sk: at,
});
export const namedKey = (tenant: string, kind: 'transaction' | 'class' | 'transformation', id: string, at: string) => ({
  pk: `${tenant}#${kind}#${id}`,
  sk: at,
});
/** All events of an hour (UTC, `2026-03-01T08`). */
export const hourKey = (tenant: string, hour: string, at: string) => ({ pk: `${tenant}#time#${hour}`, sk: at });
/** Hours of event time in which a field has a value. */
export const markKey = (tenant: string, field: string, value: string, hour: string) => ({
  pk: `${tenant}#hours#${field}#${value}`,
  sk: hour,
});
/** Hours of event time of what was recorded in an hour. */
export const recordedKey = (tenant: string, recordHour: string, hour: string) => ({
  pk: `${tenant}#recorded`,
  sk: `${recordHour}#${hour}`,
});
/** Values a field ever had; runs of our own pools that events name. */
export const valueKey = (tenant: string, field: string, value: string) => ({
  pk: `${tenant}#values#${field}`,
  sk: value,
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

/** Named queries of EPCIS, and the subscriptions to them. */
export const namedQueryKey = (tenant: string, name: string) => ({ pk: `${tenant}#query`, sk: name });
export const subscriptionKey = (tenant: string, query: string, id: string) => ({
  pk: `${tenant}#subscription`,
  sk: `${query}#${id}`,
});
/** The subscription that an open connection (WebSocket) stands for. Who closes it is known by the connection alone. */
export const networkConnectionKey = (connectionId: string) => ({ pk: 'network#connection', sk: connectionId });
/** Master data that came with documents, by vocabulary (`Location`, `EPCClass`) and canonical id. */
export const vocabularyKey = (tenant: string, vocabulary: string, id: string) => ({
  pk: `${tenant}#vocabulary#${vocabulary}`,
  sk: id,
});

// deliveries: queue-like
export const captureJobKey = (tenant: string, captureId: string) => ({ pk: `${tenant}#capture`, sk: captureId });
export const releaseKey = (tenant: string, gtin: string, lot: string) => ({
  pk: `${tenant}#release`,
  sk: `${gtin}#${lot}`,
});
export const deliveryKey = (tenant: string, deliveryId: string) => ({ pk: `${tenant}#delivery`, sk: deliveryId });
/** What a subscription has matched, waiting or delivered. One that is made again under its id has an inbox of its own. */
export const inboxKey = (tenant: string, subscription: string, createdAt: string, at: string) => ({
  pk: `${tenant}#inbox#${subscription}#${Date.parse(createdAt)}`,
  sk: at,
});
/** When a subscription runs next. */
export const subscriptionRunKey = (tenant: string, subscription: string) => ({
  pk: `${tenant}#subscription-run`,
  sk: subscription,
});
export const exceptionKey = (tenant: string, exceptionId: string) => ({ pk: `${tenant}#exception`, sk: exceptionId });
export const exceptionStateKey = (tenant: string, state: string, at: string) => ({
  pk: `${tenant}#exceptions#${state}`,
  sk: at,
});
/** How many exceptions of a rule are open, by severity. */
export const exceptionCountKey = (tenant: string, tally: string) => ({ pk: `${tenant}#exceptions#count`, sk: tally });
/** Which exceptions concern a unit: one row for each, and one that says that there are any. */
export const exceptionUnitKey = (tenant: string, epc: string, at = 'exceptions') => ({
  pk: `${tenant}#exceptions-of#${epc}`,
  sk: at,
});
/** How many exceptions a capture opened. */
export const exceptionCaptureKey = (tenant: string, captureId: string) => ({
  pk: `${tenant}#exceptions-by-capture`,
  sk: captureId,
});
