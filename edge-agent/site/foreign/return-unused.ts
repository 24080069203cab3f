import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { Audit } from '../../store/audit.ts';
import type { Batch } from '../../store/batches.ts';
import { findIn } from './find-order.ts';
import { findThing, type Thing } from './find-thing.ts';
import { type ForeignLine, MOST_NUMBERS, type NumberLevel, type Outcome } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { outcomeOf } from './list-orders.ts';
import { once } from './once.ts';

type Said = Parameters<ForeignLine['returnUnused']>[0];
type Unused = Extract<Thing, { is: 'unit' | 'number' }>;

/** Takes numbers back of which nothing was ever said, all of them or none: they leave the records, and the cloud is told that they came back. */
export function returnUnused(needs: ForeignNeeds, { token, ...said }: Said): Outcome | Refusal {
  const { order, level, numbers } = said;
  return once(needs, { kind: 'return', token, said }, () => {
    const batch = findIn(needs, order, ['running', 'closing'], 'What a closed lot has left over is destroyed with it.');
    if (isRefusal(batch)) return batch;
    if (numbers.length > MOST_NUMBERS) {
      return refuse('too-large', `${numbers.length} numbers at once`, {
        at: '/numbers',
        rule: `at most ${MOST_NUMBERS}`,
        remedy: 'Give them back in parts, each with a token of its own.',
      });
    }
    const unused = new Map<string, Unused>();
    for (const [i, told] of numbers.entries()) {
      const one = unusedOf(needs, batch, level, told, `/numbers/${i}`, unused);
      if (isRefusal(one)) return one;
      unused.set(one.epc, one);
    }
    giveBack(needs, batch, level, [...unused.values()]);
    return { batch: batch.batch, answer: outcomeOf(needs, batch, token) };
  });
}

function unusedOf(
  needs: ForeignNeeds,
  batch: Batch,
  level: NumberLevel,
  told: string,
  at: string,
  before: ReadonlyMap<string, Unused>,
): Unused | Refusal {
  const thing = findThing(needs, batch, told, level === 'item' ? undefined : level);
  if (isRefusal(thing)) return { ...thing, at };
  const no = (why: string) =>
    refuse('conflict', `${thing.epc} ${why}`, {
      at,
      rule: 'only what is Allocated is given back (OPEN-SCS SNReturnAllocated)',
      remedy: 'Leave it out; what was put to use is told by facts.',
    });
  if (before.has(thing.epc)) return no('stands twice in the list');
  if (thing.is === 'unit' && level === 'item' && thing.unit.batch === batch.batch) {
    const { state, isEncoded } = thing.unit;
    return state === 'printing' && !isEncoded ? thing : no(`is ${isEncoded ? 'encoded' : state}`);
  }
  if (thing.is === 'number' && thing.number.level === level && thing.number.batch === batch.batch)
    return thing.number.state === 'allocated' ? thing : no(`is ${thing.number.state}`);
  return no(`was not given to order ${batch.order.order} for a ${level}`);
}

function giveBack(needs: ForeignNeeds, { batch, order }: Batch, level: NumberLevel, unused: readonly Unused[]): void {
  const { units, handed, db, line } = needs;
  const at = atOf(needs);
  const { owner } = order;
  for (const one of unused) {
    if (one.is === 'unit') {
      handed.giveBack({ owner, block: units.remove(one.unit), number: one.unit.serial }, batch, at);
    } else {
      handed.remove(one.number);
      handed.giveBack({ owner, block: one.number.block, number: one.number.number }, batch, at);
    }
  }
  const first = unused[0]?.epc;
  const subject = `${unused.length} numbers for ${level}s${first === undefined ? '' : `, ${first} to ${unused.at(-1)?.epc}`}`;
  new Audit(db).append({ at, batch, subject, was: 'allocated', now: 'given back', why: `line ${line}` });
}
