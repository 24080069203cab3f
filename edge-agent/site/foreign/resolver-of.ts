import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Resolver } from '../integrity/resolve-exception.ts';
import { closeLot } from './finish-batch.ts';
import type { Fact } from './foreign-line.ts';
import { atOf, type ForeignNeeds, type ForeignSetup, foreignNeeds } from './foreign-needs.ts';
import { refusalOf } from './hold-fact.ts';
import { takeFact } from './take-facts.ts';
import { numbersWrong } from './take-numbers.ts';
import { packingWrong } from './take-packed.ts';
import { unpackingWrong } from './take-unpacked.ts';

/** Only what `holdFact` wrote is read here. */
const kept = v.pipe(
  v.string(),
  v.parseJson(),
  v.custom<Fact>((value) => typeof value === 'object' && value !== null),
);

/** How exceptions of another maker's line are resolved. */
export function resolverOf(setup: ForeignSetup): Resolver {
  const needs = foreignNeeds(setup);
  return {
    line: needs.line,
    takeHeld: (batch, fact) => takeHeld(needs, batch, fact),
    settle: (batch) => settle(needs, batch),
    changed: () => needs.posted(),
  };
}

/** Takes a held fact as it is by a person's word; refused when it cannot be so whatever anybody says. */
function takeHeld(needs: ForeignNeeds, number: number, fact: Fact): Refusal | undefined {
  const batch = needs.batches.get(number);
  const wrong = wrongWith(needs, number, fact);
  if (isRefusal(wrong)) return wrong;
  const [first] = wrong;
  if (first !== undefined) {
    const refusal = refusalOf(first);
    return { ...refusal, remedy: `${refusal.remedy} Or resolve it as not told.` };
  }
  const result = takeFact(needs, batch, fact, '', 'person');
  return result === 'taken' || result === 'known' ? undefined : isRefusal(result) ? result : result.refusal;
}

function wrongWith(needs: ForeignNeeds, number: number, fact: Fact) {
  const batch = needs.batches.get(number);
  if (batch.state !== 'running' && batch.state !== 'closing')
    return refuse('conflict', `order ${batch.order.order} is ${batch.state}`, { remedy: 'Resolve it as not told.' });
  if (fact.kind === 'packed') return packingWrong(needs, batch, fact);
  return fact.kind === 'unpacked' ? unpackingWrong(needs, batch, fact) : numbersWrong(needs, batch, fact);
}

/** Takes what was held and is right by now, in order, until nothing more comes right; then the lot is closed if it waits for nothing else. */
function settle(needs: ForeignNeeds, number: number): void {
  const { exceptions, batches } = needs;
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const { exception, kind, body } of exceptions.heldOf(number)) {
      if (kind !== 'fact' || exceptions.get(exception)?.mayTell !== false) continue;
      if (!isRight(needs, number, v.parse(kept, body))) continue;
      exceptions.resolve(exception, 'cleared', { at: atOf(needs), why: 'right by what was told since' });
      takeFact(needs, batches.get(number), v.parse(kept, body), '');
      isMoving = true;
    }
  }
  const batch = batches.get(number);
  if (batch.state === 'closing') closeLot(needs, batch);
}

/** Nothing is wrong with it any more, not even what a person could explain. */
function isRight(needs: ForeignNeeds, number: number, fact: Fact): boolean {
  const batch = needs.batches.get(number);
  const wrong = fact.kind === 'packed' ? packingWrong(needs, batch, fact, 'line') : wrongWith(needs, number, fact);
  return !isRefusal(wrong) && wrong.length === 0;
}
