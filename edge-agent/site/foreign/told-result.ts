import { isRefusal } from '#shared/refusal.ts';
import { toldRefusal } from '../drop/told-refusal.ts';
import type { Result, Results } from './foreign-line.ts';
import type { ToldResult } from './shapes.ts';

/** What became of a fact, as a line is told it. */
export function toldResult(result: Result): ToldResult {
  if (typeof result === 'string') return { result };
  if (isRefusal(result)) return { result: 'refused', ...toldRefusal(result) };
  return { result: 'held', exception: result.held, ...toldRefusal(result.refusal) };
}

export const toldResults = ({ results, ...rest }: Results) => ({ ...rest, results: results.map(toldResult) });
