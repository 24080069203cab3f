import type { EpcisHead } from '../../document.ts';
import { statementIn } from '../dscsa/check-statement.ts';
import { guideline } from '../dscsa/guideline.ts';
import { changesOwner } from '../dscsa/ownership.ts';
import type { EventFacts } from '../event-facts.ts';
import { checkDescribed } from './described-references.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import { addReferences, noReferences, type References } from './references.ts';

/** The rules, with what the events name so far. */
export interface ExchangeRules extends DocumentRule {
  readonly named: References;
  head(head: EpcisHead): void;
}

/**
 * What the header of a DSCSA document must say because of its events. The head may come before or after them.
 *
 * @param described GTINs and GLNs (digits) that an earlier document has described; looked at in the end
 */
export function exchangeRules(described: ReadonlySet<string> = new Set()): ExchangeRules {
  const named = noReferences();
  const first: { yes?: number; unknown?: number } = {};
  let known: EpcisHead | undefined;
  return {
    named,
    head(head) {
      known = head;
    },
    event({ tree }: EventFacts, index: number): DocumentFault[] {
      addReferences(named, tree, index);
      const changes = changesOwner(tree);
      if (changes !== 'no') first[changes] ??= index;
      return [];
    },
    *end(): Generator<DocumentFault> {
      if (known === undefined) return;
      if (statementIn(known) === undefined) yield* unstated(first.yes, first.unknown);
      yield* checkDescribed(known, named, described);
    },
  };
}

const RULE = guideline('transaction statement');
const PATH = '/headerExtensions';
const dscsa = faultOf('dscsa');

function* unstated(sold: number | undefined, untold: number | undefined): Generator<DocumentFault> {
  if (sold !== undefined)
    yield dscsa.wrong(
      'dscsa-statement-missing',
      PATH,
      RULE,
      `event ${sold} changes ownership, but the header has no dscsaTransactionStatement`,
    );
  else if (untold !== undefined)
    yield dscsa.doubtful(
      'dscsa-statement-untold',
      PATH,
      RULE,
      `it cannot be told whether event ${untold} changes ownership, and the header has no dscsaTransactionStatement`,
      'name seller and buyer as owning_party',
    );
}
