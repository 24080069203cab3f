import type { EpcisHead } from '../document.ts';
import type { EpcisEvent } from '../event.ts';
import { collectFindings } from './collect-findings.ts';
import type { DocumentFault, DocumentRule } from './document/document-rule.ts';
import { exchangeRules } from './document/exchange-rules.ts';
import { repeatedIds } from './document/repeated-ids.ts';
import { timeOrder } from './document/time-order.ts';
import { trackUnits } from './document/track-units.ts';
import { factsOf } from './event-facts.ts';
import type { Finding, Tier, ValidationOptions } from './finding.ts';
import { validateFacts } from './validate-event.ts';
import { validateHead } from './validate-head.ts';

export interface DocumentValidationOptions extends ValidationOptions {
  /** Things, packings and eventIDs remembered at most; rules across events end there and say so. Some 150 bytes each. */
  readonly limit?: number;
}

/** Validates a document as it is read, event by event. */
export interface DocumentValidator {
  /** What stands around the events; before or after them, but before `end`. */
  head(head: EpcisHead): Finding[];
  /** All findings of one event, those against earlier events included. Events come in document order, counted from 0. */
  event(event: EpcisEvent, index: number): Finding[];
  /** What only the whole document shows. Findings with `event` have a path in that event, the others in the head. */
  end(): Finding[];
}

const LIMIT = 200_000;

/** Makes a validator for one document. Memory is bounded by the limit and by the largest event. */
export function documentValidator(options: DocumentValidationOptions): DocumentValidator {
  const { tiers, limit = LIMIT } = options;
  const exchange = exchangeRules();
  const rules = rulesFor(tiers, limit, exchange);
  const asked = (faults: Iterable<DocumentFault>): Finding[] =>
    (['business', 'dscsa'] as const).flatMap((tier) =>
      tiers.has(tier) ? collectFindings(only(faults, tier), tier) : [],
    );
  return {
    head(head) {
      exchange.head(head);
      return validateHead(head, options);
    },
    event(event, index) {
      const facts = factsOf(event);
      const across = rules.flatMap((rule) => [...rule.event(facts, index)]);
      return [...validateFacts(facts, options), ...asked(across)];
    },
    end: () => asked(rules.flatMap((rule) => [...rule.end()])),
  };
}

function rulesFor(tiers: ReadonlySet<Tier>, limit: number, exchange: DocumentRule): DocumentRule[] {
  const forDscsa = tiers.has('dscsa');
  if (!tiers.has('business')) return forDscsa ? [timeOrder('dscsa'), trackUnits(limit, 'dscsa'), exchange] : [];
  return [repeatedIds(limit), timeOrder('business'), trackUnits(limit, 'business'), ...(forDscsa ? [exchange] : [])];
}

function* only(faults: Iterable<DocumentFault>, wanted: Finding['tier']): Generator<DocumentFault> {
  for (const fault of faults) if (fault.tier === wanted) yield fault;
}
