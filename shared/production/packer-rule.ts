import * as v from 'valibot';
import { grantScope, isWithin, type Touched } from '../access/grant.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What a partner that packs for us and only sends messages may do, as its version in the master data says. */
export const packerRule = v.strictObject({
  /** Products, lots, pools and sites that it draws numbers for. Where it names neither products nor pools: what each order is of, and nothing for stock. */
  scope: v.optional(grantScope),
  /** Numbers of one request at most; 10,000,000 when absent. */
  most: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000))),
  /** It may draw numbers for stock, for no order. */
  forStock: v.optional(v.boolean(), false),
  /** What becomes of numbers that it says it did not use: nobody ever gets them, or they may be drawn again. */
  unused: v.optional(v.picklist(['destroyed', 'returned']), 'destroyed'),
});
export type PackerRule = v.InferOutput<typeof packerRule>;

/** Who asks for numbers, and for what. */
export interface Wish extends Touched {
  readonly partner: string;
  readonly count: number;
  /** Absent: for stock. */
  readonly order?: string | undefined;
  /** GTINs of the order's product and of the levels of its packaging; none for stock. */
  readonly ordered: readonly string[];
}

const rule = 'Seriate: numbers are given to a partner as its version in the master data lets it draw (packs)';

/** Why a partner may not draw numbers; undefined when it may. */
export function mayNotDraw(packs: PackerRule | undefined, wish: Wish): Refusal | undefined {
  const { partner, count, order, gtin } = wish;
  const remedy = `ask us to have a version of partner ${partner} approved that permits it`;
  if (packs === undefined)
    return refuse('not-permitted', `${partner} may not draw numbers`, { at: '/SerialRequest', rule, remedy });
  if (order === undefined && !packs.forStock)
    return refuse('not-permitted', 'the request names no lot and no order', {
      at: '/SerialRequest/Lot',
      rule,
      remedy: 'name the lot, or the order as a reference of type PO',
    });
  const most = packs.most ?? Number.POSITIVE_INFINITY;
  if (count > most)
    return refuse('too-large', `${count} numbers are asked for, at most ${most} at once`, {
      at: '/SerialRequest/Size',
      rule,
      remedy: 'ask for them in several requests',
    });
  // Numbers of containers have no product: they are drawn for that of the order. Who names no product means what the order is of.
  const isNamed = packs.scope?.gtins !== undefined || packs.scope?.pools !== undefined;
  const isPacked = isNamed || gtin === undefined || wish.ordered.includes(gtin);
  if (isPacked && (packs.scope === undefined || isWithin(packs.scope, wish))) return undefined;
  return refuse('not-permitted', `${gtin ?? 'what is asked for'} is not released to ${partner}`, {
    at: '/SerialRequest/ObjectKey',
    rule,
    remedy,
  });
}
