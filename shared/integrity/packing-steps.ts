import { containerOf, isPackedBy, type Step } from './unit-history.ts';

/** Where a unit was packed just before a step. */
export interface Packed {
  readonly step: Step;
  /** The container it is in. */
  readonly parent?: string;
  /** The step that put it there. */
  readonly since?: Step;
  /** Containers it never left although it was put into another one since. */
  readonly unleft: ReadonlySet<string>;
}

/** Every step of a unit with where it was before it. A container left late, after the next packing, is left all the same. */
export function packingSteps(steps: readonly Step[]): Packed[] {
  const walked: Packed[] = [];
  let inside: { readonly parent: string; readonly since: Step } | undefined;
  const unleft = new Set<string>();
  for (const step of steps) {
    walked.push({ step, ...inside, unleft: new Set(unleft) });
    const container = containerOf(step);
    if (container === undefined) continue;
    if (isPackedBy(step)) {
      if (inside !== undefined && inside.parent !== container) unleft.add(inside.parent);
      unleft.delete(container);
      inside = { parent: container, since: step };
    } else if (isTakenOut(step)) {
      unleft.delete(container);
      if (inside?.parent === container) inside = undefined;
    }
  }
  return walked;
}

/** True when the step takes the unit out of a container, by its own name or with all the rest. */
export const isTakenOut = ({ stored: { event }, roles }: Step): boolean =>
  event.type === 'AggregationEvent' &&
  event.action === 'DELETE' &&
  (roles.includes('child') || roles.includes('emptied'));
