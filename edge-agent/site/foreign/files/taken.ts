import type { Allocation, Outcome } from '../foreign-line.ts';
import type { ToldResult } from '../shapes.ts';
import type { toldResults } from '../told-result.ts';
import type { Where } from './parcel.ts';

/** What became of a file. */
export interface Taken {
  /** All of it, some of it, or nothing. */
  readonly verdict: 'taken' | 'partly' | 'refused';
  /** What a call is answered. */
  readonly answer?: Outcome | Allocation | ReturnType<typeof toldResults>;
  /** What became of every event, or of every line that begins a fact. */
  readonly results?: readonly (Where & ToldResult)[];
  readonly order?: string;
}

export function verdictOf(results: readonly ToldResult[]): Taken['verdict'] {
  if (results.every(({ result }) => result === 'taken' || result === 'known')) return 'taken';
  return results.every(({ result }) => result === 'refused') ? 'refused' : 'partly';
}
