import type { Finding } from '#shared/line/finding.ts';
import type { Telling } from '../../line/telling.ts';
import type { HandedState } from '../../store/handed.ts';
import { endContainer, note, reasonOf } from './apply-number.ts';
import type { Thing } from './find-thing.ts';
import type { NumbersFact } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { foundWrong } from './found-wrong.ts';

type Bearer = Extract<Thing, { is: 'number' | 'container' }>;

/** What a fact makes of a container's number, or of the container that bears it. */
export interface ContainerStep {
  readonly thing: Bearer;
  readonly step: { readonly to: HandedState } | { readonly end: 'decommissioned' | 'destroyed' } | 'note' | 'known';
}

/** What a fact about numbers makes of one for a container, or what is wrong with it. */
export function judgeContainerNumber(kind: NumbersFact['kind'], thing: Bearer, at: string): ContainerStep | Finding {
  const wrong = (code: Parameters<typeof foundWrong>[0], why: string) =>
    foundWrong(code, thing.epc, `${thing.epc} is told to be ${kind} and ${why}`, at);
  if (kind === 'inspected') return { thing, step: 'note' };
  if (thing.container !== undefined) {
    const { state, parent } = thing.container;
    const isOver = state === 'decommissioned' || state === 'destroyed';
    if (kind === 'encoded' || kind === 'commissioned')
      return isOver ? wrong('ended', `is ${state}`) : { thing, step: 'known' };
    if (kind !== 'decommissioned' && kind !== 'destroyed') return wrong('not-a-pack', `is a ${thing.container.level}`);
    if (state === kind) return { thing, step: 'known' };
    if (state !== 'closed' && state !== 'opened') return wrong('ended', `is ${state}`);
    return parent === undefined ? { thing, step: { end: kind } } : wrong('is-packed', 'stands in another container');
  }
  if (thing.is === 'container') return wrong('ended', 'is no more');
  const { state } = thing.number;
  const isFresh = state === 'allocated' || state === 'encoded';
  if (kind === 'encoded' || kind === 'commissioned') {
    if (!isFresh) return wrong('ended', `is ${state}`);
    return { thing, step: state === 'encoded' ? 'known' : { to: 'encoded' } };
  }
  if (kind === 'sampled' || kind === 'rejected' || kind === 'decommissioned')
    return wrong('not-commissioned', 'nothing was packed into it');
  const to = kind === 'label-sampled' ? 'sampled' : 'destroyed';
  if (state === to) return { thing, step: 'known' };
  return isFresh ? { thing, step: { to } } : wrong('ended', `is ${state}`);
}

/** Makes of containers and their numbers what was judged, in the caller's transaction. */
export function applyToContainers(
  needs: ForeignNeeds,
  telling: Telling,
  fact: NumbersFact,
  steps: readonly ContainerStep[],
): void {
  const why = reasonOf(fact) ?? fact.kind;
  for (const { thing, step } of steps) {
    if (step === 'known') continue;
    if (step === 'note')
      note(needs, thing.is === 'number' ? thing.number.batch : thing.container.batch, thing.epc, why);
    else if ('end' in step) {
      if (thing.container !== undefined) endContainer(needs, telling, thing.container, step.end, why);
    } else if (thing.is === 'number') needs.handed.change(thing.number, step.to, atOf(needs), why);
  }
}
