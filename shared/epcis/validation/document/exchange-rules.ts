import type { JsonObject } from '../../../wire/json.ts';
import type { EpcisHead } from '../../document.ts';
import { changesOwner } from '../dscsa/check-dscsa-shipping.ts';
import { statementIn } from '../dscsa/check-statement.ts';
import { guideline } from '../dscsa/guideline.ts';
import { wrong } from '../finding.ts';
import { isFilled } from '../tree.ts';
import { checkDescribed } from './described-references.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';
import { addReferences, noReferences } from './references.ts';

/** What the header of a DSCSA document must say because of its events. The head may come before or after them. */
export function exchangeRules(): DocumentRule & { head(head: EpcisHead): void } {
  const named = noReferences();
  let known: EpcisHead | undefined;
  let sold: number | undefined;
  let tellsBeginnings = false;
  return {
    head(head) {
      known = head;
    },
    event(tree: JsonObject, index: number): DocumentFault[] {
      addReferences(named, tree, index);
      tellsBeginnings ||= tree['type'] === 'ObjectEvent' && tree['action'] === 'ADD' && isFilled(tree, 'epcList');
      if (sold === undefined && changesOwner(tree)) sold = index;
      return [];
    },
    *end(): Generator<DocumentFault> {
      if (known === undefined) return;
      if (sold !== undefined && statementIn(known) === undefined)
        yield {
          tier: 'dscsa',
          ...wrong(
            'dscsa-statement-missing',
            '/headerExtensions',
            guideline('transaction statement'),
            `event ${sold} changes ownership, but the header has no dscsaTransactionStatement`,
          ),
        };
      yield* checkDescribed(known, named, tellsBeginnings);
    },
  };
}
