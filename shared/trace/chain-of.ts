import { DEEPEST } from './journey.ts';
import type { Stay } from './packing.ts';
import type { Timeline } from './timeline.ts';

/** What a thing is packed in at the end of the timeline, innermost first. A chain that bites its tail ends there. */
export function chainOf({ stays }: Pick<Timeline, 'stays'>, epc: string): Stay[] {
  const chain: Stay[] = [];
  const seen = new Set([epc]);
  for (let last = stays.get(epc)?.at(-1); last !== undefined && last.to === undefined; ) {
    if (seen.has(last.parent) || chain.length === DEEPEST) break;
    seen.add(last.parent);
    chain.push(last);
    last = stays.get(last.parent)?.at(-1);
  }
  return chain;
}
