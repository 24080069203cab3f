import type { Finding } from '#shared/line/finding.ts';
import { refuse } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import { digestOf } from '../../store/digest.ts';
import { oneOf } from '../integrity/one-finding.ts';
import type { Fact, Result } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';

/** Facts under one exception: what is signed at once has to be looked at, and let go of at once. */
const MOST_TOGETHER = 1_000;

/** A fact that something is wrong with: of a list of numbers those alone. */
export interface Wrong {
  readonly fact: Fact;
  readonly findings: readonly Finding[];
}

/** What a fact is found again by when it is said again: what it says, whenever it happened; of a list each of its numbers. */
function findingsOf({ at: _, ...fact }: Fact): string[] {
  if (!('numbers' in fact)) return [digestOf(fact)];
  return fact.numbers.map((number) => digestOf({ ...fact, numbers: [number] }));
}

/**
 * Holds a fact back, in the caller's transaction: nothing of it enters the records until a person has resolved the exception. What is wrong in the same
 * way and was said together is held under one exception. Said again, it is the same exception; and what a person has decided not to tell is refused.
 *
 * @param group in what it was said
 */
export function holdFact(
  needs: ForeignNeeds,
  { batch, line }: Batch,
  { fact, findings }: Wrong,
  group: string,
): Result {
  const { exceptions, heldFacts } = needs;
  const found = oneOf(findings);
  const refusal = refusalOf(found);
  const said = findingsOf(fact).map((finding) => ({ finding, before: beforeOf(needs, batch, finding, found.code) }));
  const fresh = said.filter(({ before }) => before?.state !== 'open' && before?.resolution !== 'not-told');
  if (fresh.length > 0) {
    const about = digestOf(['held', group, found.code]);
    const last = exceptions.of(batch, about);
    const open = last?.state === 'open' && last.facts < MOST_TOGETHER ? last : undefined;
    const exception = open?.exception ?? exceptions.raise({ line, batch }, found, about, atOf(needs));
    if (open !== undefined) heldFacts.more(exception, found.subjects);
    const body = JSON.stringify(onlyFresh(fact, said, fresh));
    heldFacts.hold({ exception, batch, body }, { code: found.code, findings: fresh.map(({ finding }) => finding) });
    return { held: exception, refusal };
  }
  const open = said.find(({ before }) => before?.state === 'open')?.before;
  if (open !== undefined) return { held: open.exception, refusal };
  const decided = said[0]?.before?.exception;
  return {
    ...refusal,
    detail: `${refusal.detail}; exception ${decided}: a person has decided that it is not told`,
  };
}

function beforeOf({ exceptions, heldFacts }: ForeignNeeds, batch: number, finding: string, code: string) {
  const exception = heldFacts.exceptionOf(batch, finding, code);
  return exception === undefined ? undefined : exceptions.get(exception);
}

function onlyFresh<One>(fact: Fact, said: readonly One[], fresh: readonly One[]): Fact {
  if (!('numbers' in fact)) return fact;
  return { ...fact, numbers: fact.numbers.filter((_, i) => fresh.some((one) => one === said[i])) };
}

/** A fact that was held has come right and is taken: nobody has to look at it any more. */
export function clearHeld(needs: ForeignNeeds, { batch }: Batch, fact: Fact): void {
  if (needs.exceptions.holdsNothing()) return;
  for (const finding of findingsOf(fact))
    for (const held of needs.heldFacts.open(batch, finding)) {
      const kept: Fact = JSON.parse(held.body);
      const rest =
        'numbers' in kept ? kept.numbers.filter((one) => findingsOf({ ...kept, numbers: [one] })[0] !== finding) : [];
      const body = 'numbers' in kept && rest.length > 0 ? JSON.stringify({ ...kept, numbers: rest }) : undefined;
      if (!needs.heldFacts.leave(held, body)) clear(needs, held.exception, 'said again, and right by then');
    }
}

/** An exception that holds nothing any more, since all of it came right. */
export function clear(needs: ForeignNeeds, exception: number, why: string): void {
  needs.exceptions.resolve(exception, 'cleared', { at: atOf(needs), why });
}

/** A finding as whoever told it is answered. */
export const refusalOf = ({ detail, at, rule, remedy }: Finding) =>
  refuse('conflict', detail, { ...(at !== undefined && { at }), rule, remedy });
