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
/** Serial requests by what they are found by, in the order of time. */
export const serialRequestListKey = (tenant: string, by: string, value: string, at: string) => ({
  pk: `${tenant}#requests-by-${by}#${value}`,
  sk: at,
});
/** Numbers of a generation that came back and wait to be drawn again, in the order of how many they are. */
export const freeRangeKey = (tenant: string, pool: string, generation: number, at: string) => ({
  pk: `${tenant}#free#${pool}#${generation}`,
  sk: at,
});
/** One row for each pool of a tenant, to list them by. */
export const poolListKey = (tenant: string, pool: string) => ({ pk: `${tenant}#pools`, sk: pool });
/** A list of codes that came into an imported pool. */
export const importKey = (tenant: string, pool: string, importId: string) => ({
  pk: `${tenant}#imports#${pool}`,
  sk: importId,
});
/** Codes of an imported pool from one counter on; a partition holds 65,536 counters. */
export const listedCodesKey = (tenant: string, pool: string, first: number) => ({
  pk: `${tenant}#codes-of#${pool}#${Math.floor(first / 65_536)}`,
  sk: String(first).padStart(16, '0'),
});
/** Where codes of a GTIN stand that were imported, by a part of their hash. */
export const codeBucketKey = (tenant: string, gtin: string, bucket: number, list: string) => ({
  pk: `${tenant}#codes#${gtin}#${bucket}`,
  sk: list,
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

/** Which serials of a lot had which fate on its line, in the parts in which it told them. */
export const lotFatesKey = (tenant: string, gtin: string, lot: string, at: string) => ({
  pk: `${tenant}#fates#${gtin}#${lot}`,
  sk: at,
});
/** Lots that drew from a block. */
export const drawnKey = (tenant: string, block: string, lot: string) => ({ pk: `${tenant}#drawn#${block}`, sk: lot });

// registry: small, edited by people
export const networkTenantKey = (tenant: string) => ({ pk: 'network#tenant', sk: tenant });
/** Whose a company prefix is, and how many longer ones that begin with it somebody holds. */
export const networkPrefixKey = (prefix: string) => ({ pk: 'network#prefix', sk: prefix });
export const networkProductKey = (gtin: string) => ({ pk: `network#gtin#${gtin}`, sk: 'owner' });
export const registryKey = (
  tenant: string,
  kind:
    | ('product' | 'location' | 'partner' | 'grant')
    | ('order' | 'order-id' | 'lot' | 'lot-number' | 'lot-spelling' | 'lot-reported' | 'lot-made' | 'product-lot-made'),
  id: string,
) => ({
  pk: `${tenant}#${kind}`,
  sk: id,
});
/** How a tenant reaches a country's NMVS. */
export const nmvsAccessKey = (tenant: string, country: string) => ({ pk: `${tenant}#nmvs-access`, sk: country });
/** How a tenant reaches the regulator of a market. */
export const regulatorAccessKey = (tenant: string, market: string) => ({
  pk: `${tenant}#regulator-access`,
  sk: market,
});
/** Who answers verification requests, by GTIN or company prefix, and how a tenant takes part. */
export const vrsEntryKey = (tenant: string, of: string) => ({ pk: `${tenant}#vrs-directory`, sk: of });
export const vrsSettingsKey = (tenant: string) => ({ pk: `${tenant}#vrs-settings`, sk: 'settings' });
/** Versions of a product, location or partner that were decided about. */
export const versionKey = (tenant: string, kind: 'product' | 'location' | 'partner', id: string, version: number) => ({
  pk: `${tenant}#version#${kind}#${id}`,
  sk: String(version).padStart(6, '0'),
});
/** What people changed, by month (UTC, `2026-03`); `at` begins with the time. */
export const auditKey = (tenant: string, month: string, at: string) => ({ pk: `${tenant}#audit#${month}`, sk: at });
/** Whose a user name or a machine client's id is, and what its holder may do. The name alone is known when a token is made. */
export const networkMemberKey = (kind: 'person' | 'client', name: string) => ({
  pk: `network#${kind}#${name}`,
  sk: 'member',
});
/** For which site of whom a machine was announced, by its serial number. Nothing else is known when it comes. */
export const networkCoreKey = (serial: string) => ({ pk: `network#core#${serial}`, sk: 'core' });
/** Whose a site's name is: things of the fleet bear it, and their names are one space for all tenants. */
export const networkSiteKey = (site: string) => ({ pk: 'network#site', sk: site });
/** For which machine a site of a tenant's was announced last, and whether it joined. */
export const siteKey = (tenant: string, site: string) => ({ pk: `${tenant}#site`, sk: site });
/** A tenant's people by user name, its machine clients by their id in the tenant. */
export const memberKey = (tenant: string, kind: 'person' | 'client', id: string) => ({
  pk: `${tenant}#${kind}`,
  sk: id,
});
/** Machine clients of one partner that are in force. */
export const partnerClientKey = (tenant: string, partner: string, id: string) => ({
  pk: `${tenant}#partner-clients#${partner}`,
  sk: id,
});
/** How many people or machine clients a tenant has that were not removed. */
export const memberCountKey = (tenant: string, kind: 'person' | 'client') => ({ pk: `${tenant}#members`, sk: kind });
/** How many administrators a tenant has. */
export const administratorsKey = (tenant: string) => ({ pk: `${tenant}#administrators`, sk: 'count' });

/** Recalls by their id; `recallOfKey` by what they are of, for whoever asks about a unit. */
export const recallKey = (tenant: string, recallId: string) => ({ pk: `${tenant}#recall`, sk: recallId });
export const recallOfKey = (tenant: string, gtin: string, recallId: string) => ({
  pk: `${tenant}#recalls-of#${gtin}`,
  sk: recallId,
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

// limits: lives for seconds, but for what a tenant is let have
/** A token bucket of calls, of a tenant or of one of its callers. */
export const rateKey = (tenant: string, of: string) => ({ pk: `${tenant}#rate#${of}`, sk: 'bucket' });
export const tenantLimitsKey = (tenant: string) => ({ pk: `${tenant}#limits`, sk: 'limits' });

// deliveries: queue-like
export const captureJobKey = (tenant: string, captureId: string) => ({ pk: `${tenant}#capture`, sk: captureId });
/** Where a page of capture jobs ended, where a token cannot hold it. */
export const capturePlaceKey = (tenant: string, digest: string) => ({ pk: `${tenant}#capture-places`, sk: digest });
export const releaseKey = (tenant: string, gtin: string, lot: string) => ({
  pk: `${tenant}#release`,
  sk: `${gtin}#${lot}`,
});
/** A recall of which it has to be looked who must be told. */
export const recallPlanKey = (tenant: string, recallId: string) => ({ pk: `${tenant}#recall-plan`, sk: recallId });
/** A recall, or the end of one, that is being told to the ledger. */
export const recallRunKey = (tenant: string, recallId: string, act: string) => ({
  pk: `${tenant}#recall-run`,
  sk: `${recallId}#${act}`,
});
export const deliveryKey = (tenant: string, deliveryId: string) => ({ pk: `${tenant}#delivery`, sk: deliveryId });
/** What regulators are told of a lot, by the delivery that tells it. */
export const submissionOfLotKey = (tenant: string, gtin: string, lot: string, deliveryId: string) => ({
  pk: `${tenant}#submissions-of#${gtin}#${lot}`,
  sk: deliveryId,
});
/** What regulators are told of an event, by the delivery that tells it. */
export const submissionOfEventKey = (tenant: string, eventId: string, deliveryId: string) => ({
  pk: `${tenant}#submissions-of-event#${eventId}`,
  sk: deliveryId,
});
/** Which packs of a lot an act is told of: a release, or an event by its id. */
export const toldKey = (tenant: string, gtin: string, lot: string, act: string) => ({
  pk: `${tenant}#told#${gtin}#${lot}`,
  sk: act,
});
/** Which of the things that an event moved the regulator of a market is told of, or is told that they did not move. */
export const toldThingsKey = (tenant: string, eventId: string, market: string, act: string) => ({
  pk: `${tenant}#told-things#${eventId}`,
  sk: `${market}#${act}`,
});
/** A shipment that cannot be told because nobody knows its country. */
export const unknownCountryKey = (tenant: string, eventId: string) => ({
  pk: `${tenant}#unknown-country`,
  sk: eventId,
});
/** What a subscription has matched, waiting or delivered. One that is made again under its id has an inbox of its own. */
export const inboxKey = (tenant: string, subscription: string, createdAt: string, at: string) => ({
  pk: `${tenant}#inbox#${subscription}#${Date.parse(createdAt)}`,
  sk: at,
});
/** A request's serials as a file. */
export const serialFileKey = (tenant: string, requestId: string, file: string) => ({
  pk: `${tenant}#serial-file#${requestId}`,
  sk: file,
});
/** Codes that an external issuer was asked for. */
export const refillKey = (tenant: string, refillId: string) => ({ pk: `${tenant}#refill`, sk: refillId });
/** By which a list of codes that is on its way into a pool is found again. */
export const importWakeKey = (tenant: string, list: string) => ({ pk: `${tenant}#import`, sk: list });
/** When a subscription runs next. */
export const subscriptionRunKey = (tenant: string, subscription: string) => ({
  pk: `${tenant}#subscription-run`,
  sk: subscription,
});
/** How a line of a site stands. */
export const lineStatusKey = (tenant: string, site: string, line: string) => ({
  pk: `${tenant}#line-statuses`,
  sk: `${site}#${line}`,
});
/** What a person had a regulator told by hand. */
export const statementKey = (tenant: string, statement: string) => ({
  pk: `${tenant}#statement#${statement}`,
  sk: 'statement',
});
/** That a product is withdrawn from a market. */
export const marketWithdrawalKey = (tenant: string, gtin: string, market: string) => ({
  pk: `${tenant}#market-withdrawal#${gtin}`,
  sk: market,
});
/** How often a system of a regulator may be called: one row for each kind of call. */
export const turnsKey = (tenant: string, of: string) => ({ pk: `${tenant}#turns#${of}`, sk: 'turns' });
/** What an NMVS was asked for, by ClientTrxId. */
export const nmvsTransactionKey = (tenant: string, id: string) => ({ pk: `${tenant}#nmvs-transaction`, sk: id });
/** Many packs with operations of their own, asked for in one request. */
export const nmvsMixedKey = (tenant: string, id: string) => ({ pk: `${tenant}#nmvs-mixed`, sk: id });
/** What we last had an NMVS do to a pack. */
export const nmvsPackKey = (tenant: string, country: string, product: string, serial: string) => ({
  pk: `${tenant}#nmvs-pack#${country}#${product}`,
  sk: serial,
});
/** Bulks by which packs of a lot were changed. */
export const nmvsBulkKey = (tenant: string, country: string, product: string, lot: string, id: string) => ({
  pk: `${tenant}#nmvs-bulk#${country}#${product}#${lot}`,
  sk: id,
});
/** Alerts about packs of ours. */
export const nmvsAlertKey = (tenant: string, alertId: string) => ({ pk: `${tenant}#nmvs-alert`, sk: alertId });
/** Alerts of a country whose probable causes are still to be found, some in a row, by when they were fetched. */
export const nmvsPendingKey = (tenant: string, country: string, at: string) => ({
  pk: `${tenant}#nmvs-pending#${country}`,
  sk: at,
});
/** How far alerts were fetched from a country, and when that is done next. */
export const nmvsFetchKey = (tenant: string, country: string) => ({ pk: `${tenant}#nmvs-fetch`, sk: country });
/** Packs that others were asked about. */
export const verificationKey = (tenant: string, id: string) => ({ pk: `${tenant}#verification`, sk: id });
/** How far a directory of responders was fetched, and when that is done next. */
export const vrsSyncKey = (tenant: string) => ({ pk: `${tenant}#vrs-sync`, sk: 'sync' });
/** What regulators told of their own accord, in the order of time. */
export const noticeKey = (tenant: string, noticeId: string) => ({ pk: `${tenant}#notice`, sk: noticeId });
/** How far notices were fetched from the regulator of a market, and when that is done next. */
export const noticeFetchKey = (tenant: string, market: string) => ({ pk: `${tenant}#notice-fetch`, sk: market });
