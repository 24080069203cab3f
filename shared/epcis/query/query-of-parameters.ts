import type { Refusal } from '../../refusal.ts';
import type { Context } from '../event.ts';
import { type QueryMessage, type QueryValue, queryLimits, SIMPLE_EVENT_QUERY } from '../query-message.ts';
import { finishedQuery } from '../read-query-message.ts';
import { refuseParameter } from './asked.ts';
import { definitionsIn } from './event-view.ts';
import { isListParameter } from './find-family.ts';

/**
 * The query that a query string asks (EPCIS 2.0 §12, REST binding): members of a list are joined by `|`, which no URI holds; what is no list stays
 * one text. Names are not judged here.
 *
 * @param parameters by name, without those that steer paging
 * @param context the prefixes that names and values may use
 */
export function queryOfParameters(parameters: ReadonlyMap<string, string>, context: Context): QueryMessage | Refusal {
  const params = new Map<string, QueryValue>();
  for (const [name, text] of parameters) {
    if (!isListParameter(name)) {
      params.set(name, text);
      continue;
    }
    const members = text.split('|');
    if (members.includes(''))
      return refuseParameter(name, 'has an empty member', 'join members by one |, and give each a value');
    if (members.length > queryLimits.strings)
      return refuseParameter(name, `has more than ${queryLimits.strings} members`, 'ask in several queries');
    params.set(name, members);
  }
  return finishedQuery(SIMPLE_EVENT_QUERY, Object.fromEntries(params), definitionsIn(context));
}
