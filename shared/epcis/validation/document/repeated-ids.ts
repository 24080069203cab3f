import type { EventFacts } from '../event-facts.ts';
import { textAt } from '../tree.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';
import { faultOf } from './fault-of.ts';

const RULE = 'EPCIS 2.0 §7.4.1 eventID';
const business = faultOf('business');

/** An eventID names one event. Only the declaration that the event was erroneous repeats it. Remembers `limit` of them. */
export function repeatedIds(limit: number): DocumentRule {
  const seen = new Map<string, number>();
  let full = false;
  return {
    *event({ tree }: EventFacts, index: number): Generator<DocumentFault> {
      const id = textAt(tree, 'eventID');
      if (id === undefined || tree['errorDeclaration'] !== undefined) return;
      const earlier = seen.get(id);
      if (earlier !== undefined)
        yield business.wrong(
          'event-id-repeated',
          '/eventID',
          RULE,
          `event ${earlier} of this document has the same eventID`,
        );
      else if (seen.size < limit) seen.set(id, index);
      else full = true;
    },
    *end(): Generator<DocumentFault> {
      if (full)
        yield business.doubtful(
          'event-ids-not-followed',
          '',
          RULE,
          `eventIDs after the first ${limit} were not compared`,
        );
    },
  };
}
