import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { toldRefusal } from '../../drop/told-refusal.ts';
import type { ForeignLine, Results } from '../foreign-line.ts';
import type { ToldResult } from '../shapes.ts';
import { toldResult } from '../told-result.ts';
import { inMessages } from './in-messages.ts';
import type { Parcel, Placed, Where } from './parcel.ts';
import { takeCall } from './take-call.ts';
import { type Taken, verdictOf } from './taken.ts';

/** Says to a line's port what a file says. Said again it is the same, by the digest of the file. */
export async function takeParcel(line: ForeignLine, parcel: Parcel, digest: string): Promise<Taken | Refusal> {
  if ('call' in parcel) return takeCall(line, { token: digest, ...parcel.call });
  const { order } = parcel;
  const results: (Where & ToldResult)[] = parcel.told.flatMap((one) =>
    'refusal' in one ? [{ ...one.where, result: 'refused' as const, ...toldRefusal(one.refusal) }] : [],
  );
  const sound = parcel.told.filter((one): one is Placed => 'fact' in one);
  let i = 0;
  for (const part of inMessages(sound)) {
    const facts = part.map(({ fact }) => fact);
    const taken = await line.take({ order, token: `${digest}/${i}`, facts, group: digest });
    // Nothing of it is kept yet, and what is wrong with its beginning is so with the file.
    if (i === 0 && isRefusal(taken)) return placedInFile(taken);
    results.push(...toldParts(part, taken));
    i += 1;
  }
  results.sort((a, b) => placeOf(a) - placeOf(b));
  return { verdict: verdictOf(results), order, results };
}

/** Facts stand in files as events and lines. */
const placedInFile = ({ at, ...refusal }: Refusal): Refusal => ({
  ...refusal,
  ...(at !== undefined && !at.startsWith('/facts') && { at }),
});

function toldParts(part: readonly Placed[], taken: Results | Refusal): (Where & ToldResult)[] {
  return part.map(({ where, place }, i) => {
    const told = isRefusal(taken) ? toldResult(taken) : toldResult(taken.results[i] ?? 'known');
    if (!('at' in told) || told.at === undefined) return { ...where, ...told };
    const [, member] = /^\/facts\/\d+(\/.*)$/.exec(told.at) ?? [];
    return { ...where, ...told, at: member === undefined ? told.at : place(member) };
  });
}

const placeOf = (where: Where): number => ('event' in where ? where.event : where.line);
