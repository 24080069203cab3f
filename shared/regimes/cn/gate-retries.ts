import type { RetryClass } from '../error-meaning.ts';

/** How a submission goes on after a number of the gate; after all others a person has to act. The catalogue says what they mean. */
const retries: Readonly<Record<string, RetryClass>> = {
  '7': 'throttled',
  '10': 'unknown-outcome',
  '15': 'unknown-outcome',
  ...Object.fromEntries(
    ['11', '12', '24', '25', '26', '27', '28', '29', '30', '31'].map((code) => [code, 'transport']),
  ),
};

export const retryAfterGate = (code: string): RetryClass => retries[code] ?? 'rejected';
