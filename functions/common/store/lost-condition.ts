import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../refused.ts';
import { pause } from './backoff.ts';

/** How often a write is tried that meets a transaction under way: conflicts last as long as one write, milliseconds. */
const TRIES = 5;

/** True when a write failed because its condition was lost to somebody else, not because the table failed. */
export const lostCondition = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException || canceledFor(error, 'ConditionalCheckFailed');

/** True when a write was turned away only because another was under way on one of its rows. Nothing of it was written, nothing decided. */
export const metAnother = (error: unknown): boolean =>
  error instanceof TransactionConflictException || (canceledFor(error, 'TransactionConflict') && !lostCondition(error));

/**
 * Names the outcome of a conditional write: `won` when it was done, `lost` when somebody else came first. A write that met another one under
 * way is tried again, which is safe because nothing of it was written and its condition is judged anew. Faults are thrown.
 *
 * @throws Refused `busy` when every try met another write
 */
export async function wonOrLost<Won extends string, Lost extends string>(
  write: () => Promise<unknown>,
  won: Won,
  lost: Lost,
): Promise<Won | Lost> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (attempt > 1) await pause(attempt);
    try {
      await write();
      return won;
    } catch (error) {
      if (lostCondition(error)) return lost;
      if (!metAnother(error)) throw error;
    }
  }
  throw new Refused(
    refuse('busy', `the row is being written by others, ${TRIES} tries met them`, {
      remedy: 'send the same request again: nothing of it was stored',
    }),
  );
}

const canceledFor = (error: unknown, code: string): boolean =>
  error instanceof TransactionCanceledException && (error.CancellationReasons ?? []).some(({ Code }) => Code === code);
