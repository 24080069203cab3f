import type { QueryMessage, QueryValue } from './query-message.ts';
import { eachText } from './query-spelling.ts';
import { type EpcSpelling, speller } from './translate-epcs.ts';

/** Parameters whose values are identifiers (EPCIS 2.0 §8.2.7). */
const identifiers =
  /^(?:MATCH_|(?:EQ|WD)_(?:readPoint|bizLocation|name)$|EQ_transformationID$|EQ_(?:bizTransaction|source|destination)_)/;

/** Spells the identifiers that a query asks for one way and says which could not be: GS1 keys only, each once, as they were sent. */
export function spellQuery(
  spelling: EpcSpelling,
): (query: QueryMessage) => { readonly query: QueryMessage; readonly untranslated: readonly string[] } {
  return (query) => {
    const missed = new Set<string>();
    const spell = speller(spelling, missed);
    const params = Object.entries(query.params).map(([name, value]): [string, QueryValue] => [
      name,
      identifiers.test(name) ? eachText(value, spell) : value,
    ]);
    return { query: { ...query, params: Object.fromEntries(params) }, untranslated: [...missed] };
  };
}
