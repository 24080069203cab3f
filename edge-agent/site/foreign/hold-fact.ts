import type { Finding } from '#shared/line/finding.ts';
import { refuse } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import { digestOf } from '../../store/digest.ts';
import { oneOf } from '../integrity/one-finding.ts';
import type { Fact, Result } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';

/** What makes a fact the same as another: what it says, whenever it happened. */
export const factDigest = ({ at: _, ...fact }: Fact): string => digestOf(fact);

/**
 * Holds a fact back, in the caller's transaction: nothing of it enters the records until a person has resolved the exception. Said again, it is
 * the same exception; and one that a person has decided not to tell is refused.
 */
export function holdFact(
  needs: ForeignNeeds,
  { batch, line, order }: Batch,
  fact: Fact,
  findings: readonly Finding[],
): Result {
  const { exceptions } = needs;
  const found = oneOf(findings);
  const refusal = refusalOf(found);
  const finding = factDigest(fact);
  const before = exceptions.of(batch, finding);
  if (before?.state === 'open') return { held: before.exception, refusal };
  if (before?.resolution === 'not-told') {
    return {
      ...refusal,
      detail: `${refusal.detail}; exception ${before.exception}: a person has decided that it is not told`,
    };
  }
  const exception = exceptions.raise({ line, batch }, found, finding, atOf(needs));
  // The records name nothing of it, so nothing else waits for it.
  exceptions.hold({ exception, line, batch, owner: order.owner, kind: 'fact', body: JSON.stringify(fact) }, new Map());
  return { held: exception, refusal };
}

/** A fact that was held has come right and is taken: nobody has to look at it any more. */
export function clearHeld(needs: ForeignNeeds, { batch }: Batch, fact: Fact): void {
  const { exceptions } = needs;
  const before = exceptions.of(batch, factDigest(fact));
  if (before?.state !== 'open') return;
  exceptions.resolve(before.exception, 'cleared', { at: atOf(needs), why: 'said again, and right by then' });
}

/** A finding as whoever told it is answered. */
export const refusalOf = ({ detail, at, rule, remedy }: Finding) =>
  refuse('conflict', detail, { ...(at !== undefined && { at }), rule, remedy });
