import type { QueryMessage, QueryValue } from './query-message.ts';
import { eachText } from './query-spelling.ts';
import { type EpcSpelling, type Missed, speller } from './spell-epcs.ts';

/** Parameters whose values are identifiers (EPCIS 2.0 §8.2.7). */
const identifiers =
  /^(?:MATCH_|(?:EQ|WD)_(?:readPoint|bizLocation|name)$|EQ_transformationID$|EQ_(?:bizTransaction|source|destination)_)/;

/** Spells the identifiers that a query asks for one way and says which could not be: GS1 keys only, each once, as they were sent. */
export function spellQuery(spelling: EpcSpelling): (query: QueryMessage) => { readonly query: QueryMessage } & Missed {
  return (query) => {
    const { spell, missed } = speller(spelling);
    const params = Object.entries(query.params).map(([name, value]): [string, QueryValue] => [
      name,
      identifiers.test(name) ? eachText(value, (text) => spell(text)) : value,
    ]);
    return { query: { ...query, params: Object.fromEntries(params) }, ...missed() };
  };
}
