import type { UAObject } from 'node-opcua-address-space';
import * as v from 'valibot';
import { bind, methodOf } from './bind.ts';
import type { Bound } from './bound.ts';
import { permitted } from './callers.ts';
import type { EventManager } from './event-manager.ts';
import { aggregationMethods } from './nodes.ts';
import { statusOf } from './variants.ts';
import { aggregations, keyValues, string } from './words.ts';

/** Binds the methods of an aggregation manager (§6.3.3). */
export function bindAggregationManager({ namespace, callers }: Bound, object: UAObject, events: EventManager): void {
  for (const name of Object.keys(aggregationMethods)) {
    bind(methodOf(object, name, namespace), async (inputs, context) => {
      const [elements, parentFormat, childFormat, said] = v.parse(
        v.strictTuple([aggregations, string, string, keyValues]),
        inputs,
      );
      const packs = name === 'AggregationPackingEvent';
      const answer = await permitted(callers, context, () =>
        events.aggregate({ packs, elements, parentFormat, childFormat, context: said }),
      );
      return [statusOf(answer.code)];
    });
  }
}
