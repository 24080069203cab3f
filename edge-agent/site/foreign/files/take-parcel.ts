import { setImmediate as turn } from 'node:timers/promises';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { toldRefusal } from '../../drop/told-refusal.ts';
import type { ForeignLine } from '../foreign-line.ts';
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
  const sound = parcel.told.flatMap((one) => ('fact' in one ? [one] : []));
  for (const [i, part] of inMessages(sound).entries()) {
    results.push(...sayPart(line, order, `${digest}/${i}`, part));
    await turn();
  }
  results.sort((a, b) => placeOf(a) - placeOf(b));
  return { verdict: verdictOf(results), order, results };
}

function sayPart(line: ForeignLine, order: string, token: string, part: readonly Placed[]): (Where & ToldResult)[] {
  const taken = line.take({ order, token, facts: part.map(({ fact }) => fact) });
  return part.map(({ where, place }, i) => {
    const told = isRefusal(taken) ? toldResult(taken) : toldResult(taken.results[i] ?? 'known');
    if (!('at' in told) || told.at === undefined) return { ...where, ...told };
    const [, member] = /^\/facts\/\d+(\/.*)$/.exec(told.at) ?? [];
    return { ...where, ...told, at: member === undefined ? told.at : place(member) };
  });
}

const placeOf = (where: Where): number => ('event' in where ? where.event : where.line);
