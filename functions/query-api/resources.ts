import { epcOfPath } from '#common/epc-of-path.ts';
import type { MarkedField } from '#shared/epcis/query/event-query.ts';
import { eventTypes } from '#shared/epcis/query/text-condition.ts';
import { bareWord, isStandardWord } from '#shared/epcis/vocabulary.ts';
import { spellingsOfPath } from './spellings-of-path.ts';

/** A top-level resource that leads to events by a value they have (EPCIS 2.0, REST binding). */
export interface Resource {
  readonly name: string;
  /** Where the values are listed. */
  readonly values: MarkedField | 'epc';
  /** The parameter of SimpleEventQuery that asks for a value. */
  readonly parameter: string;
  /** The value that the rest of a path names. */
  readonly valueOf: (rest: string) => string;
  /** Values that can be asked for whether any event has them or not. */
  readonly always: readonly string[];
}

const identified = { valueOf: epcOfPath, always: [] };
const word = (field: 'bizStep' | 'disposition') => ({
  valueOf: (rest: string) => {
    const words = spellingsOfPath(rest).map((spelling) => bareWord(field, spelling));
    return words.find((one) => isStandardWord(field, one)) ?? asName(words);
  },
  always: [],
});
/** What is not the standard's is a URI or a CURIE. */
const asName = (spellings: readonly string[]) => spellings.find((one) => one.includes(':')) ?? spellings[0] ?? '';

/** The six resources below which events are found by a value. */
export const resources = {
  eventTypes: {
    name: 'eventTypes',
    values: 'eventType',
    parameter: 'eventType',
    valueOf: (rest) => asName(spellingsOfPath(rest)),
    always: eventTypes,
  },
  epcs: { name: 'epcs', values: 'epc', parameter: 'MATCH_anyEPC', ...identified },
  bizSteps: { name: 'bizSteps', values: 'bizStep', parameter: 'EQ_bizStep', ...word('bizStep') },
  bizLocations: { name: 'bizLocations', values: 'bizLocation', parameter: 'EQ_bizLocation', ...identified },
  readPoints: { name: 'readPoints', values: 'readPoint', parameter: 'EQ_readPoint', ...identified },
  dispositions: { name: 'dispositions', values: 'disposition', parameter: 'EQ_disposition', ...word('disposition') },
} as const satisfies Record<string, Resource>;

/** All top-level resources, as the standard lists them. */
export const topResources = [
  'queries',
  'capture',
  'events',
  'eventTypes',
  'epcs',
  'readPoints',
  'bizLocations',
  'dispositions',
  'bizSteps',
] as const;
