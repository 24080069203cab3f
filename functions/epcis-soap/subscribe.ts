import { epcFormatOf } from '#common/epcis/identifier-format.ts';
import { soapQueryName } from '#common/epcis/soap-query.ts';
import type { Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { LONGEST_QUERY, type NamedQuery, queryText } from '#common/store/named-queries.ts';
import { MOST_SUBSCRIPTIONS } from '#common/store/subscriptions.ts';
import { subscribed } from '#common/subscriptions/subscribed.ts';
import { wakeRun } from '#common/subscriptions/wake-run.ts';
import { SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { type QueryMessage, SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { DEST } from '#shared/epcis/soap/exception-of.ts';
import type { SoapOperation } from '#shared/epcis/soap/operation.ts';
import type { XmlVersion } from '#shared/epcis/xml/write-root.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { mustBeAllowedToWrite } from './may-write.ts';
import { namedQuery } from './named-query.ts';
import type { Needs } from './needs.ts';
import { readControls } from './read-controls.ts';
import { usualFormat } from './usual-format.ts';

type Subscribe = Extract<SoapOperation, { is: 'subscribe' }>;

const RULE = 'EPCIS 1.2 §8.2.5 subscribe';
/** It becomes part of a name that stands in paths. */
const ID = /^[A-Za-z0-9._~!$&'()*+,;=:@-]{1,180}$/;

/**
 * Subscribes an address to a query, under an id that the caller chose (EPCIS 1.2 §8.2.5.3). It is told events in XML of the version that it
 * asked in, by Poll's rules of spelling.
 */
export async function subscribe(needs: Needs, request: Request, asked: Subscribe, version: XmlVersion): Promise<void> {
  await mustBeAllowedToWrite(needs.granted, request);
  const { tenant, home } = request;
  const { subscriptionID, dest } = asked;
  mustBeEventQuery(asked);
  mustBeId(subscriptionID);
  const controls = orRefuse(readControls(asked.controls));
  await mustBeReachable(needs, dest);
  const createdAt = needs.now().toISOString();
  const brought = await broughtQuery(needs, request, asked, createdAt);
  const subscription = {
    subscriptionId: subscriptionID,
    queryName: brought?.name ?? asked.query.queryName,
    dest,
    form: `xml-${version}` as const,
    createdAt,
    ...(home !== tenant && { home }),
    epcFormat: epcFormatOf(request, usualFormat(version)),
    ...controls,
    initialRecordTime: controls.initialRecordTime ?? createdAt,
  };
  const entry = subscribed(request, subscription);
  const created = await needs.subscriptions.create(tenant, subscription, brought, entry);
  if (typeof created === 'string') throw notMade(created, subscriptionID);
  await wakeRun(needs.wake, created);
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

/** The query that the subscription brings; undefined when it is to one that is kept already. */
async function broughtQuery(
  { queries }: Needs,
  { tenant, caller }: Request,
  { query, subscriptionID }: Subscribe,
  createdAt: string,
): Promise<NamedQuery | undefined> {
  if (query.queryName !== SIMPLE_EVENT_QUERY) {
    await namedQuery(queries, tenant, query);
    return undefined;
  }
  orRefuse(readEventQuery(query));
  mustFit(query);
  const name = soapQueryName(subscriptionID);
  return { name, message: { ...query, queryName: name }, createdAt, by: caller };
}

function mustFit(query: QueryMessage): void {
  if (queryText(query).length <= LONGEST_QUERY) return;
  throw new Refused(
    refuse('too-complex', `the query has more than ${LONGEST_QUERY} characters`, {
      rule: RULE,
      remedy: 'make several subscriptions of shorter lists',
    }),
  );
}

const notMade = (why: 'taken' | 'too-many' | 'no-such-query', subscriptionID: string) =>
  why === 'taken' ? taken(subscriptionID) : notPossible(why);

const taken = (subscriptionID: string) =>
  new Refused(
    refuse('conflict', `a subscription ${subscriptionID} exists`, {
      at: '/subscriptionID',
      rule: RULE,
      remedy: 'choose another id, or unsubscribe first',
    }),
  );

const notPossible = (why: 'too-many' | 'no-such-query') =>
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
