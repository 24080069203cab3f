import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import { findThing } from './find-thing.ts';
import { type Fact, MOST_STRANGE, type NumberLevel } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { idsIn } from './in-messages.ts';

/** Identifiers that are looked for in a step. */
const PIECE = 50;

/**
 * Why a message is refused as a whole: nothing is known of most of what it names, so that it is of another order, site or machine. Held number by number it
 * would only bury what people have to look at.
 */
export function* strangersIn(
  needs: ForeignNeeds,
  batch: Batch,
  facts: readonly Fact[],
): Generator<undefined, Refusal | undefined> {
  if (facts.reduce((sum, fact) => sum + idsIn(fact), 0) <= MOST_STRANGE) return undefined;
  let strangers = 0;
  let looked = 0;
  let first: string | undefined;
  for (const fact of facts)
    for (const { id, levels } of named(batch, fact)) {
      if (!isKnown(needs, batch, id, levels)) {
        strangers += 1;
        first ??= id;
      }
      looked += 1;
      if (looked % PIECE === 0) yield undefined;
    }
  if (strangers <= MOST_STRANGE) return undefined;
  return refuse('conflict', `nobody gave ${strangers} of the ${looked} numbers in it to the line, the first ${first}`, {
    at: '/facts',
    rule: `a message of which more than ${MOST_STRANGE} numbers are unknown is of another order or site`,
    remedy: 'Look whether it is of the order that it is said of. Nothing of it was kept.',
  });
}

interface Named {
  readonly id: string;
  /** Of which it may be, where it is a serial alone. */
  readonly levels: readonly NumberLevel[];
}

function named({ recipe }: Batch, fact: Fact): Named[] {
  if ('numbers' in fact) return fact.numbers.map((id) => ({ id, levels: ['item'] }));
  const levels = ['item' as const, ...recipe.levels.map(({ level }) => level)];
  return [fact.parent, ...(fact.children ?? [])].map((id) => ({ id, levels }));
}

const isKnown = (needs: ForeignNeeds, batch: Batch, id: string, levels: readonly NumberLevel[]): boolean =>
  levels.some((level) => {
    const thing = findThing(needs, batch, id, level === 'item' ? undefined : level);
    // What cannot be read is refused for that.
    return isRefusal(thing) || thing.is !== 'unknown';
  });
