import * as v from 'valibot';
import { element } from './element.ts';

export const unitShape = v.looseObject({
  epc: v.string(),
  exists: v.optional(v.string()),
  disposition: v.optional(v.string()),
  persistentDispositions: v.optional(v.array(v.string()), []),
  lot: v.optional(v.string()),
  expiry: v.optional(v.string()),
  parents: v.array(v.looseObject({ epc: v.string(), since: v.optional(v.string()) })),
  children: v.number(),
  attachedTo: v.optional(v.array(v.string()), []),
  madeFrom: v.optional(v.array(v.string()), []),
  madeInto: v.optional(v.array(v.string()), []),
  effective: v.looseObject({
    disposition: v.optional(v.string()),
    bizLocation: v.optional(v.string()),
    eventTime: v.optional(v.string()),
    through: v.optional(v.string()),
  }),
});
export type Unit = v.InferOutput<typeof unitShape>;

/** What a unit is, where it was last, and what it is in. */
export function unitFacts(unit: Unit): HTMLElement {
  const { exists, lot, expiry, disposition, persistentDispositions } = unit;
  const facts = [exists, disposition, ...persistentDispositions, lot && `lot ${lot}`, expiry && `expires ${expiry}`];
  return element(
    'div',
    {},
    element('p', {}, element('code', {}, unit.epc)),
    element('p', {}, facts.filter(Boolean).join(' · ')),
    lastSeen(unit),
    list(
      'Inside:',
      unit.parents.map(({ epc, since }) => [epc, since && ` since ${new Date(since).toLocaleString()}`]),
    ),
    list('Attached to:', unit.attachedTo.map(alone)),
    list('Made from:', unit.madeFrom.map(alone)),
    list('Made into:', unit.madeInto.map(alone)),
  );
}

function lastSeen({ effective: { eventTime, disposition, bizLocation, through } }: Unit): HTMLElement | undefined {
  if (eventTime === undefined) return undefined;
  return element(
    'p',
    {},
    `Last heard of ${new Date(eventTime).toLocaleString()}, ${disposition ?? 'no disposition known'}, `,
    bizLocation === undefined ? 'in no known place' : element('code', {}, bizLocation),
    through && ', through ',
    through && element('code', {}, through),
  );
}

const alone = (epc: string): [string, undefined] => [epc, undefined];

function list(title: string, items: readonly (readonly [epc: string, more: string | undefined])[]) {
  if (items.length === 0) return undefined;
  const lines = items.map(([epc, more]) => element('li', {}, element('code', {}, epc), more));
  return element('div', {}, element('p', {}, title), element('ol', {}, ...lines));
}
