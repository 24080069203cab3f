import type { Fate, SequenceRange } from '../device.ts';
import { FATE_SLOTS } from './register-map.ts';
import type { StationImage } from './station.ts';

/** One thing to tell: a fate, or a range of triggers whose fates nobody knows. */
export type FateNews = Fate | SequenceRange;

/**
 * What the PLC's ring tells beyond trigger `seen`, in order and without a gap: each trigger after `seen` is in exactly one
 * piece of news. Triggers that fell out of the ring, or whose slot holds no fate, come as ranges.
 */
export function fatesSince(seen: number, { lastFate, fates }: Pick<StationImage, 'lastFate' | 'fates'>): FateNews[] {
  const news: FateNews[] = [];
  let unknownFrom: number | undefined;
  const oldest = Math.max(seen + 1, lastFate - FATE_SLOTS + 1);
  if (oldest > seen + 1) unknownFrom = seen + 1;
  for (let sequence = oldest; sequence <= lastFate; sequence++) {
    const slot = fates[sequence % FATE_SLOTS];
    if (slot?.sequence !== sequence || slot.fate === undefined) {
      unknownFrom ??= sequence;
      continue;
    }
    if (unknownFrom !== undefined) news.push({ first: unknownFrom, last: sequence - 1 });
    unknownFrom = undefined;
    news.push({ sequence, fate: slot.fate });
  }
  if (unknownFrom !== undefined) news.push({ first: unknownFrom, last: lastFate });
  return news;
}
