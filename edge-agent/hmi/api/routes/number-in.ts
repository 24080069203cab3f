import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../../refused.ts';

/** A whole number of the query; undefined when it is not given. Throws `Refused` when it is none. */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const given = query.get(name);
  if (given === null) return undefined;
  if (/^\d{1,15}$/.test(given)) return Number(given);
  throw new Refused(refuse('bad-parameter', `${name} must be a whole number`, { at: name }));
}
