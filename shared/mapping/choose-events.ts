import type { EpcisEvent } from '../epcis/event.ts';
import { instantOf } from '../epcis/time.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Mapping, Select } from './mapping.ts';

/** Steps by which units begin, go together and leave; other steps go after them. */
const making = ['commissioning', 'encoding', 'packing', 'unpacking', 'shipping'];

/** The events that go, in their order. Refused when none is left: an empty document tells nothing. */
export function chosenEvents(
  { select, order }: Pick<Mapping, 'select' | 'order'>,
  events: readonly EpcisEvent[],
): readonly EpcisEvent[] | Refusal {
  const chosen = events.filter((event) => isChosen(select, event));
  if (chosen.length === 0)
    return refuse('unsupported', `none of the ${events.length} events is one that goes`, {
      at: '/select',
      remedy: 'widen "select" of the mapping',
    });
  return order === undefined ? chosen : chosen.toSorted((a, b) => before(order, a, b));
}

/** The events of a document that are taken. Refused when there are some and none is: its sender would hear that they were. */
export function takenEvents(
  select: Select | undefined,
  events: readonly EpcisEvent[],
): { readonly events: readonly EpcisEvent[]; readonly leftOut?: number } | Refusal {
  const taken = events.filter((event) => isChosen(select, event));
  const leftOut = events.length - taken.length;
  if (leftOut === 0) return { events: taken };
  if (taken.length > 0) return { events: taken, leftOut };
  return refuse('unsupported', `none of the ${leftOut} events is one that is taken`, {
    at: '/select',
    remedy: 'send what was agreed, or have "select" of the mapping widened',
  });
}

/** Whether an event goes, or is taken. */
function isChosen(select: Select | undefined, event: EpcisEvent): boolean {
  const { types, bizSteps, actions } = select ?? {};
  const action = 'action' in event ? event.action : undefined;
  return (
    (types === undefined || types.some((type) => type === event.type)) &&
    (bizSteps === undefined || bizSteps.includes(event.bizStep ?? '')) &&
    (actions === undefined || actions.some((one) => one === action))
  );
}

function before(order: 'time' | 'making', a: EpcisEvent, b: EpcisEvent): number {
  const steps = order === 'time' ? 0 : rank(a) - rank(b);
  return steps === 0 ? instantOf(a.eventTime) - instantOf(b.eventTime) : steps;
}

function rank({ bizStep = '' }: EpcisEvent): number {
  const at = making.indexOf(bizStep);
  return at < 0 ? making.length : at;
}
