import { randomUUID } from 'node:crypto';
import { noQuery } from '#common/epcis/find-query.ts';
import { epcFormatOf } from '#common/epcis/identifier-format.ts';
import { jsonMediaOf } from '#common/epcis/media.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { WebhookSubscription } from '#common/store/subscription-row.ts';
import { MOST_SUBSCRIPTIONS, type Subscriptions } from '#common/store/subscriptions.ts';
import { maskToken, sealToken } from '#common/subscriptions/seal-token.ts';
import { subscribed } from '#common/subscriptions/subscribed.ts';
import { wakeRun } from '#common/subscriptions/wake-run.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { mustHaveQuery, type QueryNeeds } from './find-subscription.ts';
import { malformed, readSubscription } from './read-subscription.ts';
import { headersOf, pathOf, tellSubscription } from './tell-subscription.ts';

export interface CreateNeeds extends QueryNeeds {
  readonly subscriptions: Pick<Subscriptions, 'create'>;
  readonly guard: OutboundGuard;
  readonly root: () => Promise<Uint8Array>;
  /** The subscription queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/** Subscribes an address to a named query (EPCIS 2.0, REST binding). Its secret is kept sealed and never told again in full. */
export const createSubscription =
  (needs: CreateNeeds): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const media = jsonMediaOf(request);
    const { tenant, home } = request;
    const epcFormat = epcFormatOf(request);
    const queryName = await mustHaveQuery(needs, request);
    const { signatureToken, initialRecordTime, ...asked } = readSubscription(request);
    await mustBeReachable(needs.guard, asked.dest);
    const createdAt = needs.now().toISOString();
    const subscriptionId = randomUUID();
    const wanted = {
      ...asked,
      subscriptionId,
      queryName,
      createdAt,
      initialRecordTime: initialRecordTime ?? createdAt,
      epcFormat,
      ...(home !== tenant && { home }),
      ...(signatureToken !== undefined && {
        token: tokenOf(await needs.root(), { tenant, subscriptionId }, signatureToken),
      }),
    };
    const created = await needs.subscriptions.create(tenant, wanted, undefined, subscribed(request, wanted));
    if (created === 'no-such-query') throw noQuery(queryName);
    if (created === 'too-many') throw tooMany();
    if (created === 'taken') throw new Error(`two subscriptions drew the id ${subscriptionId}`);
    await wakeRun(needs.wake, created);
    return {
      status: 201,
      body: tellSubscription(created, undefined),
      headers: { 'content-type': media, ...headersOf(created, undefined), Location: pathOf(created) },
    };
  };

/** The address is looked at again, and pinned, whenever something is sent to it. */
async function mustBeReachable(guard: OutboundGuard, dest: string): Promise<void> {
  let allowed: Awaited<ReturnType<OutboundGuard>>;
  try {
    allowed = await guard(dest);
  } catch {
    throw malformed('/dest', 'the host of dest does not resolve', 'give an address whose name exists');
  }
  if (isRefusal(allowed)) throw malformed('/dest', allowed.detail, allowed.remedy ?? 'give an https address');
}

function tokenOf(
  root: Uint8Array,
  whose: { readonly tenant: string; readonly subscriptionId: string },
  token: string,
): NonNullable<WebhookSubscription['token']> {
  return { sealed: sealToken(root, whose, token), masked: maskToken(token) };
}

const tooMany = () =>
  new Refused(
    refuse('not-permitted', `a tenant may have ${MOST_SUBSCRIPTIONS} subscriptions at most`, {
      rule: 'EPCIS 2.0 §8.2.5, SubscribeNotPermittedException',
      remedy: 'delete those that are not needed',
    }),
  );
