import * as v from 'valibot';
import { clockOf, command, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';

/** Answers that name a request may name another one. */
const named = [...playedAnywhere, 'wrong-id'] as const;
const workedOff = [...named, 'lost-result', 'out-of-order'] as const;
/** What can go wrong at each operation. */
const plays = {
  product: named,
  withdrawal: named,
  upload: workedOff,
  states: workedOff,
  recall: named,
  receipt: named,
  request: named,
  pack: playedAnywhere,
  batch: playedAnywhere,
};

/** What may be turned while the Hub runs. */
export interface Control {
  /** How far its clock is ahead. */
  aheadMs: number;
  /** From receipt to result. */
  delayMs: number;
  plan: FaultPlan;
}

/** @throws when a fault is none that the Hub plays */
export const planOf = (faults: readonly Fault[], seed: number): FaultPlan => faultPlan(playable(faults, plays), seed);

/** What outlasts a restart. */
type Kept =
  | { readonly kind: 'clock'; readonly aheadMs: number }
  | { readonly kind: 'forget'; readonly productCode: string; readonly serials: string[] };

/**
 * Sets the clock, the time from receipt to result, or what goes wrong from now on; or has the service desk forget packs, as it would mend a wrong upload.
 *
 * @param knows whether the Hub has such a pack
 */
export const hubControl = (
  control: Control,
  keep: (kept: Kept) => void,
  knows: (productCode: string, serial: string) => boolean,
) =>
  turner(control, plays, {
    clock: clockOf(control, (aheadMs) => keep({ kind: 'clock', aheadMs })),
    forget: command(
      { do: v.literal('forget'), productCode: v.string(), serials: v.pipe(v.array(v.string()), v.minLength(1)) },
      ({ productCode, serials }) => {
        const missing = serials.findIndex((serial) => !knows(productCode, serial));
        if (missing >= 0)
          return { at: `/serials/${missing}`, detail: `no pack ${serials[missing]} of ${productCode} is known` };
        keep({ kind: 'forget', productCode, serials });
        return undefined;
      },
    ),
  });
