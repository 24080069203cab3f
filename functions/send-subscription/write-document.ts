import { toldEvent } from '#common/epcis/answer-events.ts';
import { isSoapQuery } from '#common/epcis/soap-query.ts';
import { problem } from '#common/problem.ts';
import { formOf, type Subscription } from '#common/store/subscription-row.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { respellCbvmda } from '#shared/epcis/respell-cbvmda.ts';
import type { Spell } from '#shared/epcis/translate-epcs.ts';
import { jsonDocument } from '#shared/epcis/write-json.ts';
import { callbackExceptionXml } from '#shared/epcis/xml/write-callback.ts';
import { problemXml } from '#shared/epcis/xml/write-problem.ts';
import { xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

type Of = Pick<Subscription, 'queryName' | 'subscriptionId'>;

/** A message as text, before it is frozen. */
export interface Written {
  readonly text: string;
  readonly contentType: string;
}

/**
 * An EPCISQueryDocument in the form that the subscription is told in. Refuses what XML cannot carry: `at` is `/events/<index>/…` for a
 * fault of one event.
 */
export function writeDocument(
  subscription: Subscription,
  events: readonly StoredEvent[],
  spell: Spell,
  creationDate: string,
): Written | Refusal {
  const { subscriptionId: subscriptionID } = subscription;
  const told = events.map((stored) => toldEvent(stored, spell));
  const queryName = nameTold(subscription);
  const document: EpcisDocument = {
    form: 'EPCISQueryDocument',
    context: {},
    creationDate,
    queryName,
    subscriptionID,
    events: told,
  };
  const form = formOf(subscription);
  if (form === 'json-2.0') return { text: JSON.stringify(jsonDocument(document)), contentType: 'application/json' };
  const asXml = { ...document, events: told.map((event) => respellCbvmda(event, 'xml')) };
  const text = xmlDocument(asXml, { version: form === 'xml-1.2' ? '1.2' : '2.0' });
  return isRefusal(text) ? text : { text, contentType: 'application/xml' };
}

/** Why something cannot be told, in the same form: a problem document, or the exception of the query callback interface of EPCIS 1.2. */
export function writeRefusal(subscription: Subscription, refusal: Refusal, creationDate: string): Written {
  const { queryName, subscriptionId } = subscription;
  const form = formOf(subscription);
  if (form === 'xml-1.2') {
    const about = { queryName: nameTold(subscription), subscriptionID: subscriptionId, creationDate };
    return { text: callbackExceptionXml(refusal, about), contentType: 'application/xml' };
  }
  const instance = `/epcis/queries/${encodeURIComponent(queryName)}/subscriptions/${subscriptionId}`;
  const told = problem(refusal, true, instance);
  const xml = form === 'xml-2.0' ? problemXml({ ...told }) : undefined;
  return xml === undefined || isRefusal(xml)
    ? { text: JSON.stringify(told), contentType: 'application/problem+json' }
    : { text: xml, contentType: 'application/problem+xml' };
}

/** Whoever subscribed by SOAP asked the standard's query, whatever it is kept as. */
const nameTold = ({ queryName }: Of): string => (isSoapQuery(queryName) ? SIMPLE_EVENT_QUERY : queryName);
