import * as v from 'valibot';
import { clockOf, command, type Turned, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import type { Book } from './book/book.ts';
import type { MdlpFeed } from './feed.ts';
import { load } from './load.ts';
import { methods } from './rest/routes.ts';
import type { Throttle } from './throttle.ts';

/** Answers that name a document may name another one. */
const named = [...playedAnywhere, 'wrong-id'] as const;
const workedOff = [...named, 'lost-result', 'out-of-order'] as const;

const plays = {
  ...Object.fromEntries(methods.map((method) => [method, playedAnywhere])),
  send: workedOff,
  'send-finished': workedOff,
  'send-large': named,
  document: named,
  request: named,
};

export interface Control extends Turned {
  aheadMs: number;
  delayMs: number;
  plan: FaultPlan;
}

/** @throws when a fault is none that the sandbox plays */
export const planOf = (faults: readonly Fault[], seed: number): FaultPlan => faultPlan(playable(faults, plays), seed);

const LONGEST_MS = 3_600_000;

interface Turns {
  readonly book: Book;
  readonly throttle: Throttle;
  readonly feed: MdlpFeed;
  /** Judges what is due. */
  readonly settle: () => void;
}

/**
 * Sets the clock, the time from receipt to result, what goes wrong and how often may be called; has packs be known as if equipment had reported them, or
 * codes be as if they had never been.
 */
export const mdlpControl = (control: Control, { book, throttle, feed, settle }: Turns) =>
  turner(control, plays, {
    clock: clockOf(control, (aheadMs) => book.take({ kind: 'clock', aheadMs })),
    throttle: command(
      {
        do: v.literal('throttle'),
        on: v.picklist(['*', ...methods]),
        ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_MS)),
      },
      ({ on, ms }) => {
        throttle.turn(on, ms);
        return undefined;
      },
    ),
    load: load(feed),
    forget: command({ do: v.literal('forget'), sgtins: v.pipe(v.array(v.string()), v.minLength(1)) }, ({ sgtins }) => {
      settle();
      const { register } = book.world;
      const isKnown = (sgtin: string) => register.find(sgtin) !== 0 && register.stateOf(sgtin) !== 'forgotten';
      const missing = sgtins.findIndex((sgtin) => !isKnown(sgtin));
      if (missing >= 0) return { at: `/sgtins/${missing}`, detail: `no code ${sgtins[missing]} is known` };
      book.take({ kind: 'forget', sgtins });
      return undefined;
    }),
  });
