import type { JsonObject } from '../wire/json.ts';
import { treeOf } from './event-as-json.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';
import type { QueryMessage } from './query-message.ts';

/** The query as the body of `POST /queries` (EPCIS 2.0 REST binding), ready for `JSON.stringify`. */
export function queryJson({ queryName, params, context }: QueryMessage): JsonObject {
  const own = context === undefined ? {} : { '@context': [EPCIS_CONTEXT, treeOf(context)] };
  return { name: queryName, query: { ...own, ...treeOf(params) } };
}
