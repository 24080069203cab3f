import { epcFormatOf } from '#common/epcis/identifier-format.ts';
import type { Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { MOST_SUBSCRIPTIONS } from '#common/store/subscriptions.ts';
import { SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { DEST } from '#shared/epcis/soap/exception-of.ts';
import type { SoapOperation } from '#shared/epcis/soap/operation.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { mustBeAllowedToWrite } from './may-write.ts';
import { namedQuery } from './named-query.ts';
import type { Needs } from './needs.ts';
import { readControls } from './read-controls.ts';
import { soapQueryName } from './soap-query.ts';

type Subscribe = Extract<SoapOperation, { is: 'subscribe' }>;

const RULE = 'EPCIS 1.2 §8.2.5 subscribe';
/** It becomes part of a name that stands in paths. */
const ID = /^[A-Za-z0-9._~!$&'()*+,;=:@-]{1,180}$/;

/**
 * Subscribes an address to a query, under an id that the caller chose (EPCIS 1.2 §8.2.5.3). It is told events as any other subscription:
 * in EPCIS 2.0 JSON.
 */
export async function subscribe(needs: Needs, request: Request, asked: Subscribe): Promise<void> {
  await mustBeAllowedToWrite(needs.granted, request);
  const { tenant } = request;
  const { subscriptionID, dest } = asked;
  mustBeEventQuery(asked);
  mustBeId(subscriptionID);
  const controls = orRefuse(readControls(asked.controls));
  await mustBeReachable(needs, dest);
  const createdAt = needs.now().toISOString();
  const queryName = await keptQuery(needs, request, asked, createdAt);
  const created = await needs.subscriptions.create(tenant, {
    subscriptionId: subscriptionID,
    queryName,
    dest,
    createdAt,
    epcFormat: epcFormatOf(request, 'Always_EPC_URN'),
    ...controls,
    initialRecordTime: controls.initialRecordTime ?? createdAt,
  });
  if (created === 'too-many') await needs.queries.remove(tenant, soapQueryName(subscriptionID));
  if (created === 'too-many' || created === 'no-such-query') throw notMade(created);
  await needs.wake({ tenant, subscriptionId: subscriptionID }).catch((error: unknown) => {
    log('message-failed', { tenant, error: String(error) }); // the run's row exists: a lost message costs time only
  });
}

function mustBeEventQuery({ query }: Subscribe): void {
  if (query.queryName !== SIMPLE_MASTER_DATA_QUERY) return;
  throw new Refused(
    refuse('unsupported', `${SIMPLE_MASTER_DATA_QUERY} takes no subscriptions`, {
      rule: 'EPCIS 1.2 §8.2.7.2',
      remedy: 'poll it',
    }),
  );
}

function mustBeId(subscriptionID: string): void {
  if (ID.test(subscriptionID)) return;
  throw new Refused(
    refuse('malformed', 'subscriptionID is no name', {
      at: '/subscriptionID',
      rule: RULE,
      remedy: 'choose 1 to 180 letters, digits and marks, without blanks and slashes',
    }),
  );
}

/** The address is looked at again, and pinned, whenever something is sent to it. */
async function mustBeReachable({ guard }: Needs, dest: string): Promise<void> {
  const allowed = await guard(dest).catch(() => refuse('malformed', 'the host does not resolve'));
  if (!isRefusal(allowed)) return;
  const remedy = allowed.remedy ?? 'give an https address on the public network';
  throw new Refused(refuse('malformed', `dest: ${allowed.detail}`, { at: DEST, rule: RULE, remedy }));
}

/** Name of the query that the subscription is to: one that is kept already, or the one it brings. */
async function keptQuery(needs: Needs, { tenant, caller }: Request, asked: Subscribe, createdAt: string) {
  const { query, subscriptionID } = asked;
  const all = await needs.subscriptions.all(tenant);
  if (all.some(({ subscriptionId }) => subscriptionId === subscriptionID)) throw taken(subscriptionID);
  if (query.queryName !== SIMPLE_EVENT_QUERY) {
    await namedQuery(needs.queries, tenant, query);
    return query.queryName;
  }
  orRefuse(readEventQuery(query));
  const name = soapQueryName(subscriptionID);
  const kept = { name, message: { ...query, queryName: name }, createdAt, by: caller };
  if ((await needs.queries.create(tenant, kept)) === 'created') return name;
  // What a crash left of a subscription that was never made. Two at once under one id share it: the later one's query holds.
  await needs.queries.remove(tenant, name);
  if ((await needs.queries.create(tenant, kept)) === 'exists') throw taken(subscriptionID);
  return name;
}

const taken = (subscriptionID: string) =>
  new Refused(
    refuse('conflict', `a subscription ${subscriptionID} exists`, {
      at: '/subscriptionID',
      rule: RULE,
      remedy: 'choose another id, or unsubscribe first',
    }),
  );

const notMade = (why: 'too-many' | 'no-such-query') =>
  new Refused(
    why === 'too-many'
      ? refuse('unsupported', `a tenant may have ${MOST_SUBSCRIPTIONS} subscriptions at most`, {
          rule: RULE,
          remedy: 'unsubscribe those that are not needed',
        })
      : refuse('not-found', 'the query was deleted meanwhile', {
          rule: RULE,
          remedy: 'getQueryNames lists those there are',
        }),
  );
