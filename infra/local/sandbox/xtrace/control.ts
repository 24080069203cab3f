import * as v from 'valibot';
import { clockOf, command, type Turned, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import { countries } from './countries.ts';
import type { System } from './system.ts';

/** The network brings a report twice: the second is refused, for its codes are used, and which answer the sender hears is chance. */
const onceOnly = playedAnywhere.filter((kind) => kind !== 'duplicate');
const told = [...onceOnly, 'lost-result', 'out-of-order'] as const;
const named = [...playedAnywhere, 'wrong-id'] as const;
const plays = {
  token: playedAnywhere,
  ...{ order: onceOnly, orders: playedAnywhere, 'sub-orders': playedAnywhere, codes: playedAnywhere },
  ...{ packs: playedAnywhere, close: playedAnywhere },
  ...{ utilisation: told, aggregation: told, withdrawal: told },
  ...{ report: named, document: named, errors: playedAnywhere, states: playedAnywhere },
};

/** What may be turned while the systems run. */
export interface Control extends Turned {
  aheadMs: number;
  delayMs: number;
  plan: FaultPlan;
}

/** @throws when a fault is none that they play */
export const planOf = (faults: readonly Fault[], seed: number): FaultPlan => faultPlan(playable(faults, plays), seed);

const country = v.picklist(Object.keys(countries));
const codes = v.pipe(v.array(v.pipe(v.string(), v.regex(/^(\d{14}[A-Za-z0-9]{13}|\d{18})$/))), v.minLength(1));

/** Sets the clock, the time from receipt to result, or what goes wrong; pays in, or forgets what was told of packs and packages. */
export const controlOf = (control: Control, system: System, now: () => number) =>
  turner(control, plays, {
    clock: clockOf(control, (aheadMs) => system.take({ kind: 'clock', at: now(), aheadMs })),
    pay: command(
      { do: v.literal('pay'), country, tin: v.string(), amount: v.pipe(v.number(), v.minValue(-1e9), v.maxValue(1e9)) },
      ({ do: _, ...wish }) => {
        if (!system.of(wish.country).balances.has(wish.tin)) return { at: '/tin', detail: `${wish.tin} is not known` };
        system.take({ kind: 'pay', at: now(), ...wish });
        return undefined;
      },
    ),
    forget: command({ do: v.literal('forget'), country, codes }, ({ do: _, ...wish }) => {
      system.settle(now());
      const { packs, units } = system.of(wish.country);
      const missing = wish.codes.findIndex((code) => !packs.has(code) && !units.has(code));
      if (missing >= 0) return { at: `/codes/${missing}`, detail: `${wish.codes[missing]} is not known` };
      system.take({ kind: 'forget', at: now(), ...wish });
      return undefined;
    }),
  });
