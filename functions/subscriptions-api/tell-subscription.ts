import { versionHeaders } from '#common/epcis-headers.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import type { Run } from '#common/store/subscription-run-row.ts';

/** Where a subscription is found. */
export const pathOf = ({ queryName, subscriptionId }: Subscription) =>
  `/epcis/queries/${encodeURIComponent(queryName)}/subscriptions/${subscriptionId}`;

/**
 * A subscription as its resource shows it (EPCIS 2.0, REST binding, QuerySubscription). Beyond the standard: `state` (`active`, `parked`,
 * `stopped`) and the last `failure`.
 *
 * @param run absent when it has just begun, or has just ended
 */
export function tellSubscription(subscription: Subscription, run: Run | undefined): object {
  const { subscriptionId, createdAt, initialRecordTime, epcFormat, schedule, reportIfEmpty } = subscription;
  const lastNotifiedAt = run?.lastNotifiedAt;
  const failure = run?.failure;
  return {
    subscriptionID: subscriptionId,
    ...(subscription.channel === 'webhook' && receiverOf(subscription)),
    createdAt,
    ...(lastNotifiedAt !== undefined && { lastNotifiedAt }),
    initialRecordTime,
    minRecordTime: minRecordTime(subscription, run),
    epcFormat,
    ...(schedule === undefined ? { stream: true } : { schedule, reportIfEmpty }),
    state: run?.state ?? 'active',
    ...(failure !== undefined && { failure }),
  };
}

/** Headers of the resource of a subscription. */
export const headersOf = (subscription: Subscription, run: Run | undefined): Record<string, string> => ({
  ...versionHeaders,
  'GS1-EPC-Format': subscription.epcFormat,
  'GS1-Query-Min-Record-Time': minRecordTime(subscription, run),
});

const minRecordTime = ({ initialRecordTime }: Subscription, run: Run | undefined) =>
  run?.minRecordTime ?? initialRecordTime;

const receiverOf = ({ dest, token }: Extract<Subscription, { channel: 'webhook' }>) => ({
  dest,
  ...(token !== undefined && { signatureToken: token.masked }),
});
