import type { Step } from '#shared/trace/journey.ts';

/** What a step of a pack's journey did to who has it; a step that moves nothing is none of these. */
export type Move =
  | { readonly kind: 'sent'; readonly to: string; readonly day: string }
  | { readonly kind: 'returned'; readonly day: string }
  /** It did not leave after all. */
  | { readonly kind: 'voided' };

/** A pack at a recipient, from the day on which it was sent (`YYYY-MM-DD`) to the one on which it came back; without that it is there. */
export interface Stay {
  readonly to: string;
  readonly day: string;
  readonly returned?: string;
}

export interface Distribution {
  readonly stays: readonly Stay[];
  /** True when it was sent to somebody else without having come back: the last one has it. */
  readonly leftTwice: boolean;
}

/**
 * Where a pack was sent. Events that are declared errors count for nothing; a voiding one takes back the shipment that was last before it (CBV 2.0 §7.1, void_shipping).
 * What leaves again without having come back is at the last recipient alone, so that no pack is counted at two.
 */
export function distributionOf(journey: readonly Step[], moveOf: (step: Step) => Move | undefined): Distribution {
  const stays: Stay[] = [];
  let leftTwice = false;
  for (const step of journey) {
    const move = step.happening.declarations.length > 0 ? undefined : moveOf(step);
    const last = stays.at(-1);
    const isAway = last !== undefined && last.returned === undefined;
    if (move?.kind === 'voided') stays.pop();
    else if (move?.kind === 'returned' && isAway) stays[stays.length - 1] = { ...last, returned: move.day };
    else if (move?.kind === 'sent') {
      if (isAway) stays.pop();
      leftTwice ||= isAway && last.to !== move.to;
      stays.push({ to: move.to, day: move.day });
    }
  }
  return { stays, leftTwice };
}
