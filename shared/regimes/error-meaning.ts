/**
 * How a submission goes on after a code: `transport` the same once more · `throttled` the same, later · `pending` ask again · `partial` correct the
 * objects that were refused and report those alone · `rejected` a person corrects it, or acts on it · `unknown-outcome` ask what became of it before sending
 * again · `none` it goes on in spite of it.
 */
export type RetryClass = 'transport' | 'throttled' | 'pending' | 'partial' | 'rejected' | 'unknown-outcome' | 'none';

/** What a code of a regulator, or of whoever else is told, means. */
export interface ErrorMeaning {
  readonly code: string;
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
  readonly retry: RetryClass;
}

/** The meaning of a code; regulators write them in one case. */
export const meaningOf = (errors: readonly ErrorMeaning[], code: string): ErrorMeaning | undefined =>
  errors.find((one) => one.code === code);
