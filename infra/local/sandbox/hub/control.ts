import * as v from 'valibot';
import { clockOf, command, type Turned, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import { hubs } from './countries.ts';
import type { Entry } from './entries.ts';
import type { Inbox } from './inbox.ts';

const named = [...playedAnywhere, 'wrong-id'] as const;
const plays = {
  token: playedAnywhere,
  message: [...named, 'lost-result', 'out-of-order'] as const,
  status: named,
  request: named,
};

/** What may be turned while the hubs run. */
export interface HubControl extends Turned {
  aheadMs: number;
  delayMs: number;
  plan: FaultPlan;
}

/** @throws when a fault is none that they play */
export const planOf = (faults: readonly Fault[], seed: number): FaultPlan => faultPlan(playable(faults, plays), seed);

const hub = v.picklist(Object.keys(hubs));
const gln = v.pipe(v.string(), v.regex(/^\d{13}$/));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/));
const codes = v.pipe(v.array(v.pipe(v.string(), v.regex(/^(\d{14}\.\S{1,20}|\d{18})$/))), v.minLength(1));

/** Sets the clock, the time from receipt to status, or what goes wrong; registers places and products, forgets what was told, or has others ship. */
export const hubControl = (control: HubControl, inbox: Inbox, now: () => number) => {
  const take = (entry: Entry) => {
    inbox.take(entry);
    return undefined;
  };
  return turner(control, plays, {
    clock: clockOf(control, (aheadMs) => take({ kind: 'clock', at: now(), aheadMs })),
    register: command(
      { do: v.literal('register'), hub, glns: v.optional(v.array(gln), []), gtins: v.optional(v.array(gtin), []) },
      ({ do: _, ...wish }) => take({ kind: 'register', at: now(), ...wish }),
    ),
    forget: command({ do: v.literal('forget'), hub, codes }, (wish) => {
      inbox.settle(now());
      const missing = wish.codes.findIndex((code) => inbox.unit(wish.hub, code) === undefined);
      if (missing >= 0) return { at: `/codes/${missing}`, detail: `${wish.codes[missing]} is not known` };
      return take({ kind: 'forget', at: now(), hub: wish.hub, codes: wish.codes });
    }),
    load: command(
      { do: v.literal('load'), hub, from: gln, to: gln, lot: v.pipe(v.string(), v.minLength(1)), codes },
      ({ do: _, ...wish }) => take({ kind: 'load', at: now(), ...wish }),
    ),
  });
};
