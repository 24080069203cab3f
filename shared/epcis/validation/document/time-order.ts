import { instantOf } from '../../time.ts';
import type { EventFacts } from '../event-facts.ts';
import type { Tier } from '../finding.ts';
import { textAt } from '../tree.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';
import { faultOf } from './fault-of.ts';

/** Events are told in the order in which they happened; late ones are legal, but receivers that play them one by one stumble. */
export function timeOrder(tier: Tier): DocumentRule {
  let before = Number.NEGATIVE_INFINITY;
  return {
    *event({ tree }: EventFacts): Generator<DocumentFault> {
      const time = textAt(tree, 'eventTime');
      const instant = time === undefined ? Number.NaN : instantOf(time);
      if (instant < before)
        yield faultOf(tier).doubtful(
          'time-order',
          '/eventTime',
          'EPCIS 2.0 §7.4.1 eventTime',
          'this event happened before the one listed before it',
          'sort events by eventTime',
        );
      before = instant;
    },
    end: () => [],
  };
}
