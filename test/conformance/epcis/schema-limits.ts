import type { EpcisEvent } from '#shared/epcis/event.ts';
import { inElements } from '../../kit/arbitrary-sensors.ts';

/** What an XSD says against a thing that the standard and the model allow, and the events that have this thing. */
interface Limit {
  readonly in: (event: EpcisEvent) => boolean;
  readonly problem: RegExp;
}

const simpleContent = (name: string): RegExp =>
  new RegExp(
    `^\\d+: Element '${name}': Element content is not allowed, because the content type is a simple type definition\\.$`,
  );

const limits: Record<'1.2' | '2.0', readonly Limit[]> = {
  // EPCISEventListExtension2Type takes elements without namespace only: 1.2 has no place for an event type of somebody's own.
  '1.2': [
    {
      in: ({ type }) => type.includes(':'),
      problem: /^\d+: Element '\{[^}]+\}[^']+': This element is not expected\. Expected is \( \* \)\.$/,
    },
  ],
  '2.0': [
    // EPCISEventType takes one certificationInfo, JSON a list.
    {
      in: ({ certificationInfo: list }) => Array.isArray(list) && list.length > 1,
      problem:
        /^\d+: Element 'certificationInfo': This element is not expected\. Expected is (one of )?\( [\w, ]+ \)\.$/,
    },
    // The readings of sensors have text for content, if any: structures of others have no place in them.
    { in: (event) => inElements(event).sensorMetadata, problem: simpleContent('sensorMetadata') },
    { in: (event) => inElements(event).sensorReport, problem: simpleContent('sensorReport') },
  ],
};

/** The problems that no thing in these events excuses. */
export function unexcused(
  version: '1.2' | '2.0',
  events: readonly EpcisEvent[],
  problems: readonly string[],
): string[] {
  const excuses = limits[version].filter((limit) => events.some(limit.in));
  return problems.filter((problem) => !excuses.some((excuse) => excuse.problem.test(problem)));
}

/** The JSON Schema knows lasting dispositions in these types of events only; the standard in all (EPCIS 2.0 §7.4.1). */
const withLasting = new Set(['ObjectEvent', 'TransformationEvent']);

/** Values of somebody's own that look like words of CBV; the schema takes none. The standard leaves them be. */
const likeCbv = /^urn:epcglobal:cbv:(?=bizstep:own$|bt:9521321000018:)/;

/** The event as far as the JSON Schema knows the standard. */
export function asTheSchemaKnows(event: object): unknown {
  const { persistentDisposition, ...rest } = { persistentDisposition: undefined, type: '', ...event };
  const known = withLasting.has(rest.type) || rest.type.includes(':') ? { ...rest, persistentDisposition } : rest;
  return JSON.parse(JSON.stringify(known), (_, value: unknown) => {
    if (typeof value === 'string') return value.replace(likeCbv, 'urn:example:');
    // Where an exception is told, nothing need have been measured (EPCIS 2.0 §7.3.6); the schema wants a type even so.
    return JSON.stringify(value) === '{"exception":"ALARM_CONDITION"}' ? { type: 'Temperature' } : value;
  });
}
