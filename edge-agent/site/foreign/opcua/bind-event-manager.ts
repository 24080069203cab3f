import type { UAObject } from 'node-opcua-address-space';
import * as v from 'valibot';
import { bind, methodOf } from './bind.ts';
import type { Bound } from './bound.ts';
import { permitted } from './callers.ts';
import type { EventManager } from './event-manager.ts';
import { type EventMethod, eventMethods } from './nodes.ts';
import { statusOf } from './variants.ts';
import { keyValues, labelCollection, numbersOf, snCollection, string } from './words.ts';

/** Binds the methods of an event manager (§6.3.2). */
export function bindEventManager({ namespace, callers }: Bound, object: UAObject, events: EventManager): void {
  for (const method of eventNames) {
    const shape = method === 'SNInvalidatingEvent' ? snCollection : labelCollection;
    bind(methodOf(object, method, namespace), async (inputs, context) => {
      const [told, format, context_] = v.parse(v.strictTuple([shape, string, keyValues]), inputs);
      const numbers = 'labelCollection' in told ? numbersOf(told) : told.serialNumbers;
      const properties = 'labelCollection' in told ? told.labelCollectionProperties : [];
      const said = [...properties, ...context_];
      const answer = await permitted(callers, context, () =>
        events.tell({ method, numbers, state: told.state, format, context: said }),
      );
      return [statusOf(answer.code)];
    });
  }
}

const eventNames: readonly EventMethod[] = Object.keys(eventMethods).filter((name): name is EventMethod =>
  Object.hasOwn(eventMethods, name),
);
