import * as v from 'valibot';
import { clockOf, command, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import type { Entry } from './inbox.ts';

const plays = {
  'event-in': [...playedAnywhere, 'lost-result', 'out-of-order'] as const,
  'event-out': [...playedAnywhere, 'wrong-id'] as const,
};

/** What may be turned while it runs. */
export interface SncmControl {
  aheadMs: number;
  delayMs: number;
  plan: FaultPlan;
  /** So many messages more are told to come again after some seconds. */
  alone: { seconds: number; calls: number };
}

/** @throws when a fault is none that it plays */
export const planOf = (faults: readonly Fault[], seed: number): FaultPlan => faultPlan(playable(faults, plays), seed);

const cnpj = v.pipe(v.string(), v.regex(/^\d{14}$/));
const text = v.pipe(v.string(), v.minLength(1));
const between = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Turns the clock, the delay and the faults; has messages told to wait; or has packs shipped to a declarant by somebody else. */
export const sncmControl = (control: SncmControl, take: (entry: Entry) => void, now: () => number) =>
  turner(control, plays, {
    clock: clockOf(control, (aheadMs) => take({ kind: 'clock', at: now(), aheadMs })),
    'back-off': command(
      { do: v.literal('back-off'), seconds: between(0, 86_400), calls: between(0, 1_000_000) },
      ({ seconds, calls }) => {
        control.alone = { seconds, calls };
        return undefined;
      },
    ),
    load: command(
      {
        do: v.literal('load'),
        holder: cnpj,
        gtin: v.pipe(v.string(), v.regex(/^\d{14}$/)),
        lot: text,
        expiry: v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/)),
        serials: v.pipe(v.array(text), v.minLength(1)),
      },
      ({ holder, gtin, lot, expiry, serials }) => {
        const packs = serials.map((serial) => ({ key: `${gtin}|${serial}`, lot, expiry }));
        take({ kind: 'load', at: now(), holder, packs });
        return undefined;
      },
    ),
  });
