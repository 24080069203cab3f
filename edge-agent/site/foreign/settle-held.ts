import type { Finding } from '#shared/line/finding.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Fact } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { clear } from './hold-fact.ts';
import { takeAtOnce } from './take-facts.ts';
import { numbersWrong } from './take-numbers.ts';
import { packingWrong } from './take-packed.ts';
import { unpackingWrong } from './take-unpacked.ts';

/**
 * Takes what people have signed to be told, and what was held and is right by now, in order, until nothing more comes right; a fact is a step. What turns out
 * not to be so in the end, beside others that were signed together with it, is held anew.
 */
export function* settleHeld(needs: ForeignNeeds, number: number): Generator<undefined, void> {
  const { heldFacts, batches } = needs;
  for (let one = heldFacts.signed(number); one !== undefined; one = heldFacts.signed(number)) {
    heldFacts.told(one);
    const group = `exception ${one.exception}`;
    takeAtOnce(needs, batches.get(number), JSON.parse(one.body), { group, word: 'person' });
    yield undefined;
  }
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (let held = heldFacts.next(number, 0); held !== undefined; held = heldFacts.next(number, held.held)) {
      const fact: Fact = JSON.parse(held.body);
      const wrong = wrongWith(needs, number, fact, 'line');
      if (!isRefusal(wrong) && wrong.length === 0) {
        if (!heldFacts.leave(held, undefined)) clear(needs, held.exception, 'right by what was told since');
        takeAtOnce(needs, batches.get(number), fact, { group: `exception ${held.exception}` });
        isMoving = true;
      }
      yield undefined;
    }
  }
}

/** What is wrong with a held fact as it stands now: by a person's word only what cannot be so. */
export function wrongWith(
  needs: ForeignNeeds,
  number: number,
  fact: Fact,
  word: 'person' | 'line',
): readonly Finding[] | Refusal {
  const batch = needs.batches.get(number);
  if (batch.state !== 'running' && batch.state !== 'closing')
    return refuse('conflict', `order ${batch.order.order} is ${batch.state}`, { remedy: 'Resolve it as not told.' });
  if (fact.kind === 'packed') return packingWrong(needs, batch, fact, word);
  return fact.kind === 'unpacked' ? unpackingWrong(needs, batch, fact) : numbersWrong(needs, batch, fact, word);
}
