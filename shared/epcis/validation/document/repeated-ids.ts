import type { JsonObject } from '../../../wire/json.ts';
import { doubtful, wrong } from '../finding.ts';
import { textAt } from '../tree.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';

const RULE = 'EPCIS 2.0 §7.4.1 eventID';

/** An eventID names one event. Only the declaration that the event was erroneous repeats it. Remembers `limit` of them. */
export function repeatedIds(limit: number): DocumentRule {
  const seen = new Map<string, number>();
  let full = false;
  return {
    *event(tree: JsonObject, index: number): Generator<DocumentFault> {
      const id = textAt(tree, 'eventID');
      if (id === undefined || tree['errorDeclaration'] !== undefined) return;
      const earlier = seen.get(id);
      if (earlier !== undefined)
        yield {
          tier: 'business',
          ...wrong('event-id-repeated', '/eventID', RULE, `event ${earlier} of this document has the same eventID`),
        };
      else if (seen.size < limit) seen.set(id, index);
      else full = true;
    },
    *end(): Generator<DocumentFault> {
      if (full)
        yield {
          tier: 'business',
          ...doubtful('event-ids-not-followed', '', RULE, `eventIDs after the first ${limit} were not compared`),
        };
    },
  };
}
