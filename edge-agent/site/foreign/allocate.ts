import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { Audit } from '../../store/audit.ts';
import type { Batch } from '../../store/batches.ts';
import { findIn } from './find-order.ts';
import { type Allocation, type ForeignLine, MOST_NUMBERS } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { type NumberPool, poolOf } from './number-pools.ts';
import { once } from './once.ts';

type Ask = Parameters<ForeignLine['allocate']>[0];

/**
 * Hands numbers out: from here on they are in the line's hands (OPEN-SCS *Allocated*), each of them once. All that are asked for, or none.
 */
export function allocate(needs: ForeignNeeds, { token, ...ask }: Ask): Allocation | Refusal {
  const { order, level, count, key } = ask;
  return once(needs, { kind: 'allocate', token, said: ask }, () => {
    const batch = findIn(needs, order, ['running'], 'Begin the order first; one that has ended takes no more numbers.');
    if (isRefusal(batch)) return batch;
    const wrong = countProblem(count);
    if (wrong !== undefined) return wrong;
    const full = needs.diskFull?.();
    if (full !== undefined) return refuse('busy', full, FULL);
    const pool = poolOf(batch, level, key);
    if (pool === undefined) {
      const levels = ['item', ...batch.recipe.levels.map((one) => one.level)].join(', ');
      return refuse('malformed', `the recipe has no ${level}`, {
        at: '/level',
        rule: `recipe ${batch.recipe.recipe} version ${batch.recipe.version}`,
        remedy: `Ask for one of ${levels}.`,
      });
    }
    const numbers = handOut(needs, batch, ask, pool);
    if (isRefusal(numbers)) return numbers;
    const answer = { token, level, numbers, ...(pool.gtin !== undefined && { gtin: pool.gtin }) };
    return { batch: batch.batch, answer };
  });
}

/** A line that gets no numbers comes to a stand, with room left to take what it has packed. */
const FULL = {
  rule: 'no number is handed out whose fate could not be recorded',
  remedy:
    'Restore the connection to the cloud or make room on the disk, then ask again. Facts are taken all the while.',
};

function countProblem(count: number): Refusal | undefined {
  if (!Number.isSafeInteger(count) || count < 1)
    return refuse('malformed', 'count must be 1 or more', {
      at: '/count',
      rule: 'a whole number',
      remedy: 'Ask for 1 or more.',
    });
  if (count <= MOST_NUMBERS) return undefined;
  return refuse('too-large', `${count} numbers at once`, {
    at: '/count',
    rule: `at most ${MOST_NUMBERS}`,
    remedy: 'Ask in parts, each with a token of its own.',
  });
}

function handOut(
  needs: ForeignNeeds,
  { batch, order }: Batch,
  { level, count }: Ask | Omit<Ask, 'token'>,
  { pool, gtin }: NumberPool,
) {
  const { db, stock, units, handed, journal, short } = needs;
  const supply = { batch, owner: order.owner, pool };
  const { ready } = stock.level(supply);
  if (ready < count) {
    short();
    return refuse('pool-exhausted', `${count} numbers asked, ${ready} are here for the order`, {
      at: '/count',
      rule: 'OPEN-SCS InsufficientSerialNumbers',
      remedy: 'Ask for fewer, give back what is not used, or ask again once the site has more.',
    });
  }
  const at = atOf(needs);
  const taken = Array.from({ length: count }, () => stock.takeFrom(supply));
  if (level === 'item') {
    const first = journal.nextOrdinal(batch);
    for (const [i, one] of taken.entries()) units.handOut(batch, first + i, order.gtin, one, at);
  } else for (const one of taken) handed.add(batch, level, gtin ?? '', one);
  const numbers = taken.map(({ number }) => number);
  // One entry for all of them: which they are stands in their own rows.
  const subject = `${count} numbers for ${level}s, ${numbers[0]} to ${numbers.at(-1)}`;
  new Audit(db).append({ at, batch, subject, now: 'allocated', why: `line ${needs.line}` });
  return numbers;
}
