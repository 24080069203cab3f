import * as v from 'valibot';
import { clockOf, command, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import type { Platform } from './platform.ts';

const listed = [...playedAnywhere, 'wrong-id'] as const;
const workedOff = [...playedAnywhere, 'lost-result', 'out-of-order'] as const;
/** What can go wrong at each operation. */
const plays = {
  uploadrelation: workedOff,
  uploadcircubill: workedOff,
  uploadinoutbill: workedOff,
  codeprocess: listed,
  searchstatus: listed,
  querycodeactive: playedAnywhere,
  singlerelation: playedAnywhere,
  codereplace: playedAnywhere,
  listupout: playedAnywhere,
  getentinfo: playedAnywhere,
};

/** Calls of one application in a window; the gate turns more away. */
export interface GateLimit {
  readonly calls: number;
  readonly seconds: number;
}

/** What may be turned while the platform runs. */
export interface Control {
  aheadMs: number;
  delayMs: number;
  plan: FaultPlan;
  limit: GateLimit | undefined;
}

/** @throws when a fault is none that the platform plays */
export const planOf = (faults: readonly Fault[], seed: number): FaultPlan => faultPlan(playable(faults, plays), seed);

/** What outlasts a restart. */
type Kept =
  | { readonly kind: 'clock'; readonly aheadMs: number }
  | { readonly kind: 'firm'; readonly name: string; readonly entId: string; readonly refEntId: string }
  | {
      readonly kind: 'product';
      readonly productCode: string;
      readonly refEntId: string;
      readonly subTypes: Readonly<Record<string, string>>;
    };

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));
const ratio = v.pipe(v.string(), v.regex(/^1(:[1-9][0-9]*)*$/));

/** Sets clock, delay, faults and the gate's limit; or has a firm or a product registered, as their people would on the platform's pages. */
export const platformControl = (control: Control, keep: (kept: Kept) => void, { world }: Platform) =>
  turner(control, plays, {
    clock: clockOf(control, (aheadMs) => keep({ kind: 'clock', aheadMs })),
    limit: command(
      {
        do: v.literal('limit'),
        calls: v.pipe(v.number(), v.integer(), v.minValue(1)),
        seconds: v.pipe(v.number(), v.minValue(0.1), v.maxValue(3_600)),
      },
      ({ calls, seconds }) => {
        control.limit = { calls, seconds };
        return undefined;
      },
    ),
    firm: command({ do: v.literal('firm'), name: text, entId: text, refEntId: text }, ({ do: _, ...firm }) => {
      if (world.firms.some((one) => one.entId === firm.entId || one.refEntId === firm.refEntId))
        return { at: '/entId', detail: 'a firm with one of these numbers is there' };
      keep({ kind: 'firm', ...firm });
      return undefined;
    }),
    product: command(
      { do: v.literal('product'), productCode: text, refEntId: text, subTypes: v.record(text, ratio) },
      ({ do: _, ...product }) => {
        if (!world.firms.some(({ refEntId }) => refEntId === product.refEntId))
          return { at: '/refEntId', detail: `no firm has the account ${product.refEntId}` };
        if (world.products.some(({ productCode }) => productCode === product.productCode))
          return { at: '/productCode', detail: `${product.productCode} is registered` };
        keep({ kind: 'product', ...product });
        return undefined;
      },
    ),
  });
