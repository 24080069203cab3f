import type { EventFacts } from '../event-facts.ts';
import type { Fault, Finding } from '../finding.ts';

/** A fault with the tier of its rule; `event` when its path begins in another event than the one just looked at. */
export interface DocumentFault extends Fault {
  readonly tier: Finding['tier'];
  readonly event?: number;
}

/** A rule across the events of one document. Events come in document order; what a rule remembers is bounded. */
export interface DocumentRule {
  event(facts: EventFacts, index: number): Iterable<DocumentFault>;
  end(): Iterable<DocumentFault>;
}
