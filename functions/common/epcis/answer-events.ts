import type { EpcisDocument } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventAt } from '#shared/epcis/event-at.ts';
import { type Spell, translateEpcs } from '#shared/epcis/translate-epcs.ts';
import { jsonDocument } from '#shared/epcis/write-json.ts';
import { xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { mustSpeakVersion2, versionHeaders } from '../epcis-headers.ts';
import type { Answer, Request } from '../http.ts';
import { Refused } from '../refused.ts';
import type { Registry } from '../store/registry.ts';
import { extensionHeader } from './extensions.ts';
import { cbvFormatOf, epcFormatOf, spellingOf } from './identifier-format.ts';
import { formOf } from './media.ts';
import { notAsXml } from './not-as-xml.ts';
import { fitsAnswer } from './page-that-fits.ts';

/** What a query found, and what to say beside it. */
export interface Found {
  readonly events: readonly StoredEvent[];
  readonly queryName: string;
  /** The remedy where the events are more than one answer holds; by perPage when absent. */
  readonly whenTooMany?: string;
  readonly headers?: Record<string, string>;
}

/**
 * An EPCISQueryDocument in the form, version and spelling that the caller's headers ask for (EPCIS 2.0, REST binding): JSON or XML by
 * Accept, EPCs by GS1-EPC-Format, CBV words of XML by GS1-CBV-XML-Format. Refuses what cannot be met ('not-acceptable'; UnwritableEvent for one
 * that XML cannot carry), and a document beyond what a function may answer ('too-many-results').
 */
export async function answerEvents(
  needs: { readonly registry: Pick<Registry, 'tenant'>; readonly now: () => Date },
  request: Request,
  { events, queryName, whenTooMany = 'ask for fewer at once, by perPage or a narrower query', headers = {} }: Found,
): Promise<Answer> {
  mustSpeakVersion2(request);
  const { form, media } = formOf(request);
  const epcFormat = epcFormatOf(request);
  const cbvFormat = form === 'xml' ? cbvFormatOf(request) : undefined;
  const spell = await spellingOf(needs.registry, request.tenant, epcFormat);
  const told = events.map((stored) => toldEvent(stored, spell));
  const document: EpcisDocument = {
    form: 'EPCISQueryDocument',
    context: {},
    creationDate: needs.now().toISOString(),
    queryName,
    events: told,
  };
  const body = cbvFormat === undefined ? JSON.stringify(jsonDocument(document)) : asXml(document, cbvFormat);
  if (!fitsAnswer(body)) throw tooLarge(events.length, whenTooMany);
  return {
    status: 200,
    body,
    headers: {
      'content-type': media,
      ...versionHeaders,
      'GS1-EPC-Format': epcFormat,
      ...(cbvFormat !== undefined && { 'GS1-CBV-XML-Format': cbvFormat }),
      ...extensionHeader(told),
      ...headers,
    },
  };
}

/** The event as it was captured, with the id and record time that it has here. */
export function toldEvent({ event, eventId, recordTime }: StoredEvent, spell: Spell): EpcisEvent {
  return { ...translateEpcs(event, spell), eventID: eventId, recordTime };
}

function asXml(document: EpcisDocument, cbvFormat: 'Always_URN' | 'Always_Web_URI'): string {
  const vocabulary = cbvFormat === 'Always_URN' ? 'urn' : 'web-uri';
  const xml = xmlDocument(document, { version: '2.0', vocabulary });
  if (!isRefusal(xml)) return xml;
  const index = eventAt(xml.at);
  const event = index === undefined ? undefined : document.events[index];
  if (index === undefined || event === undefined) throw notAsXml('the answer', xml);
  throw new UnwritableEvent(notAsXml(`event ${event.eventID}`, xml).refusal, index);
}

/** Refused for one of the events, which the form cannot carry: those before it can be answered. */
export class UnwritableEvent extends Refused {
  /** Its place among the events. */
  readonly index: number;

  constructor(refusal: Refusal, index: number) {
    super(refusal);
    this.index = index;
  }
}

const tooLarge = (count: number, whenTooMany: string) =>
  new Refused(
    refuse('too-many-results', `the ${count} events are more than one answer can hold`, {
      rule: 'EPCIS 2.0 §8.2.3',
      remedy: count > 1 ? whenTooMany : 'ask for JSON, or for EPC URNs',
    }),
  );
