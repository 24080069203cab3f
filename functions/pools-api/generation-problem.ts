import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';

/** A search tries every key that a pool has had. */
const MOST_GENERATIONS = 32;

/** Why a generation cannot follow the newest of a pool; undefined when it can. */
export function generationProblem({ id }: Pool, newest: number, generation: number): Refusal | undefined {
  if (generation !== newest + 1)
    return refuse('conflict', `pool ${id} is at generation ${newest}, ${generation} does not follow`, {
      at: '/generation',
      rule: 'Seriate: a rotation names the generation after the newest',
      remedy: `ask for generation ${newest + 1}`,
    });
  if (generation <= MOST_GENERATIONS) return undefined;
  return refuse('conflict', `pool ${id} has had ${MOST_GENERATIONS} keys`, {
    at: '/generation',
    rule: `Seriate: a pool has ${MOST_GENERATIONS} keys at most`,
    remedy: 'retire it and create another pool',
  });
}

export const hasNoKey = ({ id, kind }: Pool) =>
  refuse('conflict', `pool ${id} is of kind ${kind} and has no key`, {
    at: 'pool',
    rule: 'Seriate: random and sequential pools have keys',
    remedy: 'freeze or retire it instead',
  });
