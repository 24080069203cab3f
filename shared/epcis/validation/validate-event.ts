import type { EpcisEvent } from '../event.ts';
import { checkIlmdNames } from './check-attribute-names.ts';
import { checkErrorDeclaration } from './check-error-declaration.ts';
import { checkEventHash } from './check-event-hash.ts';
import { checkIdentifiers } from './check-identifiers.ts';
import { checkIlmd } from './check-ilmd.ts';
import { checkObjects } from './check-objects.ts';
import { checkPersistentDisposition } from './check-persistent-disposition.ts';
import { checkQuantities } from './check-quantities.ts';
import { checkSensors } from './check-sensors.ts';
import { checkSteps } from './check-steps.ts';
import { checkTimes } from './check-times.ts';
import { checkUnits } from './check-units.ts';
import { checkWords } from './check-words.ts';
import { collectFindings } from './collect-findings.ts';
import { checkDscsaEvent } from './dscsa/check-dscsa-event.ts';
import { type EventFacts, factsOf } from './event-facts.ts';
import type { Fault, Finding, ValidationOptions } from './finding.ts';

/**
 * What is wrong with one event that a reader let through, by the tiers asked for. At most 100 errors and 100 warnings a tier;
 * paths are JSON pointers from the event. Rules that need more than one event are in `documentValidator`.
 */
export function validateEvent(event: EpcisEvent, options: ValidationOptions): Finding[] {
  return validateFacts(factsOf(event), options);
}

/** The same for an event that other rules look at too. */
export function validateFacts(facts: EventFacts, { tiers }: ValidationOptions): Finding[] {
  return [
    ...(tiers.has('vocabulary') ? collectFindings(vocabularyFaults(facts), 'vocabulary') : []),
    ...(tiers.has('business') ? collectFindings(businessFaults(facts), 'business') : []),
    ...(tiers.has('dscsa') ? collectFindings(checkDscsaEvent(facts.tree, facts.definitions), 'dscsa') : []),
  ];
}

function* vocabularyFaults({ tree, definitions }: EventFacts): Generator<Fault> {
  yield* checkWords(tree);
  yield* checkIdentifiers(tree);
  yield* checkUnits(tree);
  yield* checkIlmdNames(tree, definitions);
}

function* businessFaults({ event, tree, definitions, canonical }: EventFacts): Generator<Fault> {
  yield* checkObjects(tree, canonical);
  yield* checkQuantities(tree);
  yield* checkTimes(tree);
  yield* checkSteps(tree);
  yield* checkPersistentDisposition(tree);
  yield* checkErrorDeclaration(tree);
  yield* checkSensors(tree);
  yield* checkIlmd(tree, definitions);
  yield* checkEventHash(event);
}
