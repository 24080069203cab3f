import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { HeldBack } from '../../store/site-exceptions.ts';
import type { Resolver } from '../integrity/resolve-exception.ts';
import { closeLot } from './close-lot.ts';
import type { Fact } from './foreign-line.ts';
import { type ForeignNeeds, type ForeignSetup, foreignNeeds } from './foreign-needs.ts';
import { refusalOf } from './hold-fact.ts';
import { inSlices } from './in-slices.ts';
import { settleHeld, wrongWith } from './settle-held.ts';

/** How exceptions of another maker's line are resolved, and what was broken off in the middle of that goes on. */
export function resolverOf(setup: ForeignSetup): Resolver & { resume(): Promise<void> } {
  const needs = foreignNeeds(setup);
  return {
    line: needs.line,
    alone: (work) => needs.lane.alone(work),
    mayTell: (held) => inSlices(needs, notTellable(needs, held)),
    takeHeld: (exception) => needs.heldFacts.sign(exception),
    settle: async (batch) => {
      await inSlices(needs, settle(needs, batch));
      needs.posted();
    },
    resume: () => needs.lane.alone(() => resume(needs)),
  };
}

/** Closes what waited for nothing else when the power failed. */
async function resume(needs: ForeignNeeds): Promise<void> {
  for (const { batch, line, state } of [...needs.batches.in('closing'), ...needs.batches.in('running')])
    if (line === needs.line && (state === 'closing' || needs.heldFacts.signed(batch) !== undefined))
      await inSlices(needs, settle(needs, batch));
  needs.posted();
}

/** Takes what waited and has come right meanwhile, and closes the lot if it was ended and nothing is left. */
function* settle(needs: ForeignNeeds, batch: number): Generator<undefined, void> {
  if (needs.batches.get(batch).state === 'closing') yield* closeLot(needs, batch);
  else yield* settleHeld(needs, batch);
}

/** Why held facts may not be told as they are, whatever anybody says; a fact is a step. */
function* notTellable(needs: ForeignNeeds, held: readonly HeldBack[]): Generator<undefined, Refusal | undefined> {
  for (const { batch, body, kind } of held) {
    if (kind !== 'fact') continue;
    const fact: Fact = JSON.parse(body);
    const wrong = wrongWith(needs, batch, fact, 'person');
    if (isRefusal(wrong)) return wrong;
    const [first] = wrong;
    if (first !== undefined) {
      const refusal = refusalOf(first);
      return { ...refusal, remedy: `${refusal.remedy} Or resolve it as not told.` };
    }
    yield undefined;
  }
  return undefined;
}
