import { baseExtension12, elements20, nesting12, required12, type StandardType } from './structure.ts';
import type { XmlVersion } from './write-root.ts';

/** What is written next: a member, or an element that wraps members. */
export type Step = string | Wrapper;

export interface Wrapper {
  readonly element: string;
  readonly steps: readonly Step[];
  /** All that may stand inside, at any depth: when none of it is there, the wrapper is not written. */
  readonly members: readonly string[];
}

/** How an event of one type is laid out in one version. */
export interface Layout {
  readonly steps: readonly Step[];
  readonly members: ReadonlySet<string>;
  /** The elements around the event inside EventList, outermost first. */
  readonly inside: readonly string[];
  /** The list that must be there even when it is empty. */
  readonly required?: string;
}

const membersOf = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => (typeof step === 'string' ? [step] : step.members));

const wrapper = (element: string, steps: readonly Step[]): Step[] =>
  steps.length === 0 ? [] : [{ element, steps, members: membersOf(steps) }];

const layout = (steps: readonly Step[], inside: readonly string[], required?: string): Layout => ({
  steps,
  members: new Set(membersOf(steps)),
  inside,
  ...(required === undefined ? {} : { required }),
});

const base = wrapper('baseExtension', [...baseExtension12.known, ...wrapper('extension', baseExtension12.beyond)]);

function layout12(type: StandardType): Layout {
  const { direct, extension, beyond, inside } = nesting12[type];
  const after = direct.indexOf('eventTimeZoneOffset') + 1;
  // Where 1.2 knows no element in `extension`, the schema takes ours there already.
  const inner = extension.length === 0 ? beyond : [...extension, ...wrapper('extension', beyond)];
  const steps = [...direct.slice(0, after), ...base, ...direct.slice(after), ...wrapper('extension', inner)];
  return layout(steps, inside, required12[type]);
}

const types: readonly StandardType[] = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
];

/** An event type of somebody's own may use every standard member. No schema orders them: they stand as in 2.0. */
const everything = [...new Set(types.flatMap((type) => elements20[type]))];
const foreign: Record<XmlVersion, Layout> = {
  '1.2': layout(everything, ['extension', 'extension']),
  // EPCISEventListExtensionType takes elements of other namespaces.
  '2.0': layout(everything, ['extension']),
};

const layouts: Record<XmlVersion, ReadonlyMap<string, Layout>> = {
  '1.2': new Map(types.map((type) => [type, layout12(type)])),
  '2.0': new Map(types.map((type) => [type, layout(elements20[type], [])])),
};

/** The layout of an event type; of one that the standard does not know when the type is somebody's own. */
export const layoutOf = (type: string, version: XmlVersion): Layout => layouts[version].get(type) ?? foreign[version];

/** True for the five event types of EPCIS 2.0. */
export const isStandardType = (type: string): boolean => layouts['2.0'].has(type);
