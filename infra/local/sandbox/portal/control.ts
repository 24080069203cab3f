import * as v from 'valibot';
import { clockOf, command, type Turned, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import type { Entry } from './entries.ts';
import type { Inbox } from './inbox.ts';

const named = [...playedAnywhere, 'wrong-id'] as const;
const plays = {
  file: [...named, 'lost-result', 'out-of-order'] as const,
  result: named,
  request: named,
  overdue: playedAnywhere,
};

export interface PortalControl extends Turned {
  aheadMs: number;
  delayMs: number;
  plan: FaultPlan;
}

/** @throws when a fault is none that they play */
export const planOf = (faults: readonly Fault[], seed: number): FaultPlan => faultPlan(playable(faults, plays), seed);

const gln = v.pipe(v.string(), v.regex(/^\d{13}$/));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/));
const party = v.pipe(v.string(), v.regex(/^\d{10}$/));

/** Sets the clock, the time from a file to its result, or what goes wrong; registers places and products, or forgets packs. */
export const portalControl = (control: PortalControl, inbox: Inbox, now: () => number) => {
  const take = (entry: Entry) => {
    inbox.take(entry);
    return undefined;
  };
  return turner(control, plays, {
    clock: clockOf(control, (aheadMs) => take({ kind: 'clock', at: now(), aheadMs })),
    register: command(
      {
        do: v.literal('register'),
        glns: v.optional(v.array(gln), []),
        gtins: v.optional(v.array(gtin), []),
        parties: v.optional(v.array(party), []),
      },
      ({ glns, gtins, parties }) => take({ kind: 'register', at: now(), glns, gtins, parties }),
    ),
    forget: command(
      {
        do: v.literal('forget'),
        portal: v.optional(v.string(), 'eg'),
        codes: v.pipe(v.array(v.string()), v.minLength(1)),
      },
      ({ portal, codes }) => {
        inbox.settle(now());
        const missing = codes.findIndex((code) => inbox.portal(portal)?.unit(code) === undefined);
        if (missing >= 0) return { at: `/codes/${missing}`, detail: `${codes[missing]} is not known in ${portal}` };
        return take({ kind: 'forget', at: now(), portal, codes });
      },
    ),
  });
};
