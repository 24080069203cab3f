import { packingSteps } from './packing-steps.ts';
import type { Step } from './unit-history.ts';

/** Packs in cases on pallets in containers, and one to spare; what is deeper goes in a circle. */
export const MOST_LEVELS = 5;

/** What a container is in at a time, itself first, then outwards, as far as the histories tell. */
export function containersAt(container: string, at: number, histories: ReadonlyMap<string, readonly Step[]>): string[] {
  const chain: string[] = [];
  let next: string | undefined = container;
  while (next !== undefined && !chain.includes(next) && chain.length < MOST_LEVELS) {
    chain.push(next);
    next = parentAt(histories.get(next) ?? [], at);
  }
  return chain;
}

/** The container in which the steps have their unit just after `at`. */
function parentAt(steps: readonly Step[], at: number): string | undefined {
  const until = steps.filter((step) => step.at <= at);
  const last = until.at(-1);
  if (last === undefined) return undefined;
  // A step that changes nothing, after all others, sees what they left.
  const after: Step = { ...last, roles: [] };
  return packingSteps([...until, after]).at(-1)?.parent;
}
