import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { EpcisEvent } from '../event.ts';
import { eventAsJson } from '../event-as-json.ts';
import { type Definitions, definitionsOf } from '../prefixes.ts';

/** One event as the rules look at it. */
export interface EventFacts {
  readonly event: EpcisEvent;
  readonly tree: JsonObject;
  readonly definitions: Definitions;
  /** One spelling per thing, as `canonicalEpc` has it. */
  canonical(epc: string): string;
}

/** What rules need of an event. Many ask for the canonical spelling of the same EPC, so it is worked out once. */
export function factsOf(event: EpcisEvent): EventFacts {
  const spellings = new Map<string, string>();
  return {
    event,
    tree: eventAsJson(event),
    definitions: definitionsOf(event),
    canonical(epc) {
      const known = spellings.get(epc);
      if (known !== undefined) return known;
      const canonical = canonicalEpc(epc);
      spellings.set(epc, canonical);
      return canonical;
    },
  };
}
