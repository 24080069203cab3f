import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** True when a write failed because its condition was lost to somebody else, not because the table failed. */
export function lostCondition(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true;
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(
      ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
    )
  );
}

/** Names the outcome of a conditional write: `won` when it was done, `lost` when somebody else came first. Faults are thrown. */
export async function wonOrLost<Won extends string, Lost extends string>(
  write: Promise<unknown>,
  won: Won,
  lost: Lost,
): Promise<Won | Lost> {
  try {
    await write;
    return won;
  } catch (error) {
    if (lostCondition(error)) return lost;
    throw error;
  }
}
