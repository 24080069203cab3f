import { type Refusal, refuse } from '../../../refusal.ts';
import type { Act } from './operations.ts';
import { changePack, type PackStanding } from './pack-state.ts';
import { returnCodeOf } from './return-codes.ts';

/** What an undo is about to ask for. */
export interface WantedUndo {
  readonly act: Act;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The location that asks. */
  readonly by: string;
}

/** Refuses an undo that an NMVS would refuse, and perhaps raise an alert for, by what we know of the pack. */
export function mayUndo(pack: PackStanding, { act, at, by }: WantedUndo): Refusal | undefined {
  const outcome = changePack(pack, { act, undo: true, at, by });
  if (!('code' in outcome)) return undefined;
  const { meaning, remedy } = returnCodeOf(outcome.code);
  return refuse('conflict', `${meaning} (${outcome.code}): the pack is ${pack.state} since ${timeOf(pack.since)}`, {
    at: '/undo',
    rule: 'Delegated Regulation (EU) 2016/161, Article 13',
    remedy,
  });
}

const timeOf = (ms: number) => new Date(ms).toISOString();
