import * as v from 'valibot';
import { clockOf, command, turner } from '../control.ts';
import { type FaultPlan, playedAnywhere } from '../faults.ts';
import { bulkOperations } from './read-request.ts';
import type { NmvsWorld } from './world.ts';

/** Answers to transactions name them. */
const named = [...playedAnywhere, 'wrong-id'] as const;
const singles = [
  'G110',
  'G120',
  'G121',
  'G130',
  'G140',
  'G141',
  'G150',
  'G151',
  'G160',
  'G161',
  'G170',
  'G171',
  'G180',
];
const answers = ['G188', 'G196', 'G445'];
const plays = {
  ...Object.fromEntries([...singles, ...answers].map((operation) => [operation, named])),
  ...Object.fromEntries(
    [...bulkOperations, 'G195'].map((operation) => [operation, [...named, 'lost-result'] as const]),
  ),
  alerts: playedAnywhere,
};

export interface NmvsControl {
  aheadMs: number;
  delayMs: number;
  plan: FaultPlan;
}

const text = v.pipe(v.string(), v.minLength(1));
const serials = v.pipe(v.array(text), v.minLength(1));
const expiry = v.pipe(v.string(), v.regex(/^\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/));

/** What whoever rehearses may have happen: packs are loaded, or vanish; a batch is recalled, a product withdrawn. */
export function nmvsControl(control: NmvsControl, world: NmvsWorld) {
  const { take } = world;
  return turner(control, plays, {
    clock: clockOf(control),
    load: command({ do: v.literal('load'), productCode: text, batch: text, expiry, serials }, ({ do: _, ...batch }) => {
      take({ kind: 'batch', ...batch });
      return undefined;
    }),
    recall: command({ do: v.literal('recall'), productCode: text, batch: text }, ({ productCode, batch }) => {
      if (!world.hasBatch(productCode, batch))
        return { at: '/batch', detail: `no batch ${batch} of ${productCode} is known here; load it first` };
      take({ kind: 'overlay', reason: 'RECALLED', productCode, batch });
      return undefined;
    }),
    withdraw: command({ do: v.literal('withdraw'), productCode: text }, ({ productCode }) => {
      if (!world.hasProduct(productCode))
        return { at: '/productCode', detail: `no product ${productCode} is known here; load it first` };
      take({ kind: 'overlay', reason: 'WITHDRAWN', productCode, batch: '' });
      return undefined;
    }),
    forget: command({ do: v.literal('forget'), productCode: text, serials }, ({ productCode, serials }) => {
      const missing = serials.findIndex((serial) => world.stateOf(productCode, serial) === undefined);
      if (missing >= 0)
        return { at: `/serials/${missing}`, detail: `no pack ${serials[missing]} of ${productCode} is known here` };
      take({ kind: 'forget', productCode, serials });
      return undefined;
    }),
  });
}
