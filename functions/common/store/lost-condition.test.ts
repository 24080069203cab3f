import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { wonOrLost } from './lost-condition.ts';

const about = { message: 'no', $metadata: {} };
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => ({ Code })) });

/** A write that fails with the errors in turn, then is done; how often it was tried. */
function writing(...errors: Error[]) {
  const write = async () => {
    write.tries++;
    const error = errors[write.tries - 1];
    if (error !== undefined) throw error;
  };
  write.tries = 0;
  return write;
}
const outcome = (write: () => Promise<unknown>) => wonOrLost(write, 'won', 'lost');

describe('a conditional write', () => {
  test.each([
    ['its condition failed', new ConditionalCheckFailedException(about)],
    ['a condition of its transaction failed', cancelled('None', 'ConditionalCheckFailed')],
    ['a condition failed and another row was busy', cancelled('TransactionConflict', 'ConditionalCheckFailed')],
  ])('is lost at once when %s', async (_, error) => {
    const write = writing(error);
    expect([await outcome(write), write.tries]).toEqual(['lost', 1]);
  });

  test.each([
    ['its transaction', cancelled('None', 'TransactionConflict')],
    ['it, alone,', new TransactionConflictException(about)],
  ])('is tried again when %s met another one under way', async (_, error) => {
    const write = writing(error, error);
    expect([await outcome(write), write.tries]).toEqual(['won', 3]);
  });

  test('that lost its condition to the one it met is lost', async () => {
    expect(await outcome(writing(cancelled('TransactionConflict'), cancelled('ConditionalCheckFailed')))).toBe('lost');
  });

  test('that meets others every time is refused as busy', async () => {
    const write = writing(...Array.from({ length: 9 }, () => cancelled('TransactionConflict')));
    await expect(outcome(write)).rejects.toMatchObject({ refusal: { refused: 'busy' } });
    expect(write.tries).toBe(5);
  });

  test('throws the faults of the table, once', async () => {
    const write = writing(cancelled('ThrottlingError'));
    await expect(outcome(write)).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(write.tries).toBe(1);
  });
});
