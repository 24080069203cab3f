import type { Refusal } from '../../refusal.ts';
import { xmlText } from '../../wire/write-xml.ts';
import type { EpcisEvent } from '../event.ts';
import type { MasterDataList } from '../master-data.ts';
import { writeEvent } from '../xml/write-event.ts';
import { writeVocabularyList } from '../xml/write-master-data.ts';
import { declarations } from '../xml/write-names.ts';
import { rootNamespaces, type XmlVersion } from '../xml/write-root.ts';
import { targetOf, within } from '../xml/write-target.ts';

/** The answer to a Poll: events, or the lists of a master data query. */
export type PollResults = { readonly queryName: string } & (
  | { readonly events: readonly EpcisEvent[] }
  | { readonly masterData: readonly MasterDataList[] }
);

const EVENT_DEPTH = 3;

/**
 * QueryResults as the Body of an envelope holds it (EPCglobal-epcis-query-1_2.xsd, -2_0.xsd); CBV words are URNs. Refuses what XML cannot
 * carry: `at` is a JSON pointer into the results.
 */
export function queryResultsXml(results: PollResults, version: XmlVersion): string | Refusal {
  const name = xmlText(results.queryName);
  if (typeof name !== 'string') return within('queryName', name);
  const style = { version };
  const root = rootNamespaces(version, ['epcisq']);
  const to = targetOf(new Map(), root, style, { depth: 0, isHead: true });
  to.out.leaf('queryName', name);
  to.out.open('resultsBody');
  if ('masterData' in results) {
    const wrong = writeVocabularyList(results.masterData, to);
    if (wrong !== undefined) return within('masterData', wrong);
  } else {
    to.out.open('EventList');
    for (const [index, event] of results.events.entries()) {
      const text = writeEvent(event, EVENT_DEPTH, new Map(Object.entries(event['@context'] ?? {})), root, style);
      if (typeof text !== 'string') return within('events', within(index, text));
      to.out.insert(text);
    }
    to.out.close('EventList');
  }
  to.out.close('resultsBody');
  const body = to.out.take();
  return `<epcisq:QueryResults${declarations(root.close())}>${body}</epcisq:QueryResults>`;
}

type Answer =
  | 'GetQueryNamesResult'
  | 'GetSubscriptionIDsResult'
  | 'GetStandardVersionResult'
  | 'GetVendorVersionResult';

/** The other answers: a list of texts, one text, or nothing. What XML cannot carry of a text is refused. */
export function resultXml(
  name: Answer | 'SubscribeResult' | 'UnsubscribeResult',
  said: string | readonly string[],
  version: XmlVersion,
): string | Refusal {
  const root = rootNamespaces(version, ['epcisq']);
  const to = targetOf(new Map(), root, { version }, { depth: 0, isHead: true });
  const declared = declarations(root.close());
  if (typeof said === 'string') {
    const text = xmlText(said);
    return typeof text === 'string' ? `<epcisq:${name}${declared}>${text}</epcisq:${name}>` : text;
  }
  for (const [index, one] of said.entries()) {
    const text = xmlText(one);
    if (typeof text !== 'string') return within(index, text);
    to.out.leaf('string', text);
  }
  return `<epcisq:${name}${declared}>${to.out.take()}</epcisq:${name}>`;
}
