/** Why the rules forbid something. Every code has one HTTP status in `functions/common/problem.ts`. */
export type RefusalCode =
  | 'malformed'
  | 'bad-parameter'
  | 'bad-query'
  | 'bad-subscription'
  | 'unauthenticated'
  | 'not-permitted'
  | 'signature-needed'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'too-large'
  | 'too-complex'
  | 'too-many-results'
  | 'uri-too-long'
  | 'unsupported-media'
  | 'not-acceptable'
  | 'pool-exhausted'
  | 'busy'
  | 'too-many-requests'
  | 'unsupported';

/**
 * The one way to say "the rules forbid it". A refusal is data: pure code returns it, only the shell throws it.
 *
 * `at` says where (a JSON pointer, an element string offset, an event index), `rule` cites the standard and clause,
 * `remedy` says what the sender should do next.
 */
export interface Refusal {
  readonly refused: RefusalCode;
  readonly detail: string;
  readonly at?: string;
  readonly rule?: string;
  readonly remedy?: string;
  /** Place in a text, both counted from 1; columns are UTF-16 code units. */
  readonly line?: number;
  readonly column?: number;
}

/** Makes a refusal. */
export function refuse(refused: RefusalCode, detail: string, more: Omit<Refusal, 'refused' | 'detail'> = {}): Refusal {
  return { refused, detail, ...more };
}

/** True for a refusal, whatever the other arm of the union is. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && 'detail' in value;
}
