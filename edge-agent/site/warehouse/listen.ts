import type { WarehouseNeeds } from './floor.ts';
import { hear } from './hear.ts';
import { type Asking, learn } from './learn.ts';
import { askReleased, waiting } from './lots-behind.ts';

/** Lots whose release is asked for in one round; those that are scanned are asked for at once. */
const LOTS = 20;
const MOST_MS = 15_000;

/** Rounds in which recalls and releases are asked for while nobody does anything, so that they are known when the repository is away. */
export function listen(needs: WarehouseNeeds & Asking): () => Promise<void> {
  let last = 0;
  return async () => {
    const learned = await learn(needs, []);
    const all = waiting(needs);
    const next = all.filter((batch) => batch > last).slice(0, LOTS);
    last = next.length === LOTS ? (next.at(-1) ?? 0) : 0;
    const asked = { signal: AbortSignal.timeout(MOST_MS), mayBeOld: 0 };
    const released: number[] = [];
    try {
      for (const batch of next) if (await askReleased(needs, batch, asked)) released.push(batch);
    } finally {
      hear(needs, { ...learned, released });
    }
  };
}
