import { isRefusal, type Refusal } from '../refusal.ts';
import type { EpcisDocument, EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { jsonReader } from './read-json-stream.ts';

/** A document whose events were judged one by one, in document order. */
export interface EpcisOutcomes extends EpcisHead {
  /** An event, or the first of what is wrong with it. */
  readonly outcomes: readonly (EpcisEvent | Refusal)[];
}

/** A text that is held in memory as a whole. */
const limits = { length: 128 * 1024 * 1024 };

/**
 * Reads an EPCISDocument, an EPCISQueryDocument or a bare event, EPCIS 2.0 JSON. Members may come in any order. Each
 * event is self-contained and spells CBV values as bare words. Refuses the whole for the first fault: `at` is its JSON
 * pointer (absent when the text is no JSON), `rule` the clause.
 */
export function readJsonDocument(json: string): EpcisDocument | Refusal {
  const read = readJsonOutcomes(json);
  if (isRefusal(read)) return read;
  const { outcomes, ...head } = read;
  const events: EpcisEvent[] = [];
  for (const outcome of outcomes) {
    if (isRefusal(outcome)) return outcome;
    events.push(outcome);
  }
  return { ...head, events };
}

/** The same, but a fault inside an event refuses only that event: for capture that proceeds. */
export function readJsonOutcomes(json: string): EpcisOutcomes | Refusal {
  const outcomes: (EpcisEvent | Refusal)[] = [];
  const reader = jsonReader(
    {
      event: (event) => outcomes.push(event),
      refused: (refusals) => outcomes.push(...refusals.slice(0, 1)),
    },
    limits,
  );
  const head = reader.write(json) ?? reader.end();
  return isRefusal(head) ? head : { ...head, outcomes };
}
