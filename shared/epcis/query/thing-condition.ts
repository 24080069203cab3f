import { isRefusal, type Refusal } from '../../refusal.ts';
import { type Asked, refuseParameter, textsAsked } from './asked.ts';
import { comparableIdentifier } from './comparable-spelling.ts';
import { type EpcMatcher, epcMatcher } from './epc-matcher.ts';
import type { MatchRole } from './event-query.ts';
import { type Condition, type EventView, objectsIn, once, textsIn } from './event-view.ts';
import { identifierFault } from './text-condition.ts';

const things = (member: string) =>
  once(({ tree, definitions }) => textsIn(tree, member).map((text) => comparableIdentifier(text, definitions)));

/** The things that an event names in each role. */
const thingsIn: Readonly<Record<MatchRole, (view: EventView) => readonly string[]>> = {
  epc: things('epcList'),
  child: things('childEPCs'),
  parent: things('parentID'),
  input: things('inputEPCList'),
  output: things('outputEPCList'),
};

/** What a list of identifiers asks. */
export interface ThingQuestion {
  /** Canonical; undefined when some are patterns, which cannot be looked up one by one. */
  readonly ids: readonly string[] | undefined;
  readonly condition: Condition;
}

/** Reads a MATCH parameter of things: identifiers in any spelling, and pure identity patterns (EPCIS 2.0 §8.2.7.1.1). */
export function thingQuestion(roles: readonly MatchRole[], asked: Asked): ThingQuestion | Refusal {
  const values = identifiersAsked(asked);
  if (isRefusal(values)) return values;
  const matcher = epcMatcher(values, (text) => comparableIdentifier(text, asked.definitions));
  if (isRefusal(matcher))
    return refuseParameter(asked.name, `asks for a pattern that is none: ${matcher.detail}`, matcher.remedy ?? HOW);
  return {
    ids: matcher.hasPatterns ? undefined : lookedUp(matcher.epcs, values),
    condition: (view) => roles.some((role) => covers(matcher, thingsIn[role](view))),
  };
}

const HOW = 'write urn:epc:idpat:<scheme>: with the components that are given, then * for each other';

const covers = (matcher: EpcMatcher, epcs: readonly string[]): boolean => epcs.some((epc) => matcher.covers(epc));

/** Reads a MATCH parameter of classes. A pattern is itself the name of a class here: only the same one is equal (EPCIS 2.0 §8.2.7.1.1). */
export function classQuestion(lists: readonly string[], asked: Asked): ThingQuestion | Refusal {
  const values = identifiersAsked(asked);
  if (isRefusal(values)) return values;
  const wanted = new Set(values.map((text) => comparableIdentifier(text, asked.definitions)));
  return {
    ids: lookedUp(wanted, values),
    condition: ({ tree, definitions }) =>
      lists.some((list) =>
        objectsIn(tree, list).some((element) =>
          textsIn(element, 'epcClass').some((text) => wanted.has(comparableIdentifier(text, definitions))),
        ),
      ),
  };
}

/** The identifiers of a list, each a URI. */
export function identifiersAsked(asked: Asked): readonly string[] | Refusal {
  const values = textsAsked(asked);
  if (isRefusal(values)) return values;
  for (const value of values) {
    const wrong = identifierFault(value, asked);
    if (wrong !== undefined) return wrong;
  }
  return values;
}

/** Events may name a thing by the same CURIE as the query, and an index need not know what it stands for. */
export function lookedUp(comparable: ReadonlySet<string>, sent: readonly string[]): readonly string[] {
  const curies = sent.filter((text) => !comparable.has(text) && isCurie(text));
  return [...comparable, ...curies];
}

const isCurie = (text: string): boolean => !text.startsWith('urn:') && !text.includes('://');
