import type { JsonObject } from '../../../wire/json.ts';
import { instantOf } from '../../time.ts';
import { doubtful, type Tier } from '../finding.ts';
import { textAt } from '../tree.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';

/** Events are told in the order in which they happened; late ones are legal, but receivers that play them one by one stumble. */
export function timeOrder(tier: Tier): DocumentRule {
  let before = Number.NEGATIVE_INFINITY;
  return {
    *event(tree: JsonObject): Generator<DocumentFault> {
      const time = textAt(tree, 'eventTime');
      const instant = time === undefined ? Number.NaN : instantOf(time);
      if (instant < before)
        yield {
          tier,
          ...doubtful(
            'time-order',
            '/eventTime',
            'EPCIS 2.0 §7.4.1 eventTime',
            'it happened before the event that stands before it',
            'sort events by eventTime',
          ),
        };
      before = instant;
    },
    end: () => [],
  };
}
