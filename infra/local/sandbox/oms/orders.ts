import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Asked, Told } from '../serve.ts';
import { bodyOf, refused } from './answers.ts';
import { codeOf } from './codes.ts';
import type { Desk } from './desk.ts';
import { type Lot, sgtinAt } from './state.ts';

export interface Pace {
  readonly now: () => number;
  readonly delayMs: () => number;
}

/** Answers a call of one station. */
export type Answer = (asked: Asked, omsId: string) => Told;

export const MOST_CODES = 150_000;
const MOST_PRODUCTS = 10;

const product = v.pipe(
  v.object({
    gtin: v.pipe(v.string(), v.regex(/^\d{14}$/, '14 digits are expected')),
    quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CODES)),
    serialNumberType: v.picklist(['OPERATOR', 'SELF_MADE']),
    serialNumbers: v.optional(
      v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{13}$/, '13 letters or digits are expected'))),
    ),
    templateId: v.optional(v.number()),
    cisType: v.optional(v.string()),
  }),
  v.check(
    ({ serialNumberType, serialNumbers, quantity }) =>
      serialNumberType === 'OPERATOR'
        ? serialNumbers === undefined
        : new Set(serialNumbers).size === quantity && serialNumbers?.length === quantity,
    'SELF_MADE goes with as many different serialNumbers as quantity says, OPERATOR with none',
  ),
);
const order = v.object({
  productGroup: v.literal('pharma'),
  products: v.pipe(v.array(product), v.minLength(1), v.maxLength(MOST_PRODUCTS)),
  attributes: v.optional(v.record(v.string(), v.unknown())),
});
const closing = v.object({ orderId: v.string(), gtin: v.optional(v.string()) });

/** Orders of codes, and how codes are handed out. */
export function orders(desk: Desk, pace: Pace) {
  const { now } = pace;
  const { state } = desk;
  const lotOf = ({ query }: Asked, omsId: string): Lot | undefined => {
    const lot = state.lot(query.get('orderId') ?? '', query.get('gtin') ?? '');
    return lot?.omsId === omsId ? lot : undefined;
  };
  const withLot =
    (answer: (lot: Lot, asked: Asked) => Told): Answer =>
    (asked, omsId) => {
      const lot = lotOf(asked, omsId);
      return lot === undefined ? refused(404, 'no such order of that product') : answer(lot, asked);
    };
  const codes = (lot: Lot, block: Lot['blocks'][number]): Told => {
    const list = Array.from({ length: block.count }, (_, index) => codeOf(sgtinAt(lot, block.from + index)));
    return { status: 200, body: { omsId: lot.omsId, codes: list, blockId: block.blockId } };
  };
  return {
    order: place(desk, pace),
    status: withLot((lot) => ({ status: 200, body: describe(lot) })),
    list: list(desk),
    codes: withLot((lot, { query }) => {
      const quantity = Number(query.get('quantity'));
      if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST_CODES)
        return refused(400, `quantity is 1 to ${MOST_CODES}`);
      if (statusOf(lot) !== 'ACTIVE') return refused(400, `the buffer is ${statusOf(lot)}`);
      const count = Math.min(quantity, lot.quantity - lot.passed);
      desk.take({ kind: 'block', orderId: lot.orderId, gtin: lot.gtin, at: now(), blockId: randomUUID(), count });
      const block = lot.blocks.at(-1);
      return block === undefined ? refused(500, 'no block') : codes(lot, block);
    }),
    blocks: withLot(({ omsId, blocks }) => ({
      status: 200,
      body: {
        omsId,
        blocks: blocks.map(({ blockId, count, at }) => ({ blockId, quantity: count, blockDateTime: at })),
      },
    })),
    retry: withLot((lot, { query }) => {
      const block = lot.blocks.find(({ blockId }) => blockId === query.get('blockId'));
      return block === undefined ? refused(404, 'no such block') : codes(lot, block);
    }),
    close: (({ body }, omsId) => {
      const asked = bodyOf(closing, body);
      if ('wrong' in asked) return asked.wrong;
      const { orderId, gtin } = asked.read;
      const named = [...state.lots.values()].filter(
        (lot) => lot.omsId === omsId && lot.orderId === orderId && (gtin ?? lot.gtin) === lot.gtin,
      );
      if (named.length === 0) return refused(404, 'no such order');
      for (const lot of named) if (!lot.isClosed) desk.close(lot, now());
      return { status: 200, body: { omsId, success: true } };
    }) satisfies Answer,
  };
}

function statusOf({ emittedAt, rejection, isClosed, isExpired, passed, quantity }: Lot): string {
  if (rejection !== undefined) return 'REJECTED';
  if (isClosed || isExpired) return 'CLOSED';
  if (emittedAt === undefined) return 'PENDING';
  return passed === quantity ? 'EXHAUSTED' : 'ACTIVE';
}

const describe = (lot: Lot) => ({
  omsId: lot.omsId,
  orderId: lot.orderId,
  gtin: lot.gtin,
  bufferStatus: statusOf(lot),
  totalCodes: lot.quantity,
  totalPassed: lot.passed,
  leftInBuffer: statusOf(lot) === 'ACTIVE' ? lot.quantity - lot.passed : 0,
  availableCodes: statusOf(lot) === 'ACTIVE' ? lot.quantity - lot.passed : 0,
  unavailableCodes: 0,
  poolsExhausted: statusOf(lot) !== 'PENDING',
  ...(lot.rejection !== undefined && { rejectionReason: lot.rejection }),
});

const place =
  (desk: Desk, { now, delayMs }: Pace): Answer =>
  ({ body }, omsId) => {
    const asked = bodyOf(order, body);
    if ('wrong' in asked) return asked.wrong;
    const { products, attributes = {} } = asked.read;
    const named = attributes['productionOrderId'];
    const own = typeof named === 'string' && { productionOrderId: named };
    if (new Set(products.map(({ gtin }) => gtin)).size < products.length)
      return refused(400, 'a product is named twice');
    const orderId = randomUUID();
    const wanted = products.map(({ gtin, quantity, serialNumbers }) => ({
      ...{ gtin, quantity },
      ...(serialNumbers !== undefined && { serialNumbers }),
    }));
    desk.take({ kind: 'order', orderId, omsId, ...own, at: now(), due: now() + delayMs(), products: wanted });
    return { status: 200, body: { omsId, orderId, expectedCompleteTimestamp: delayMs() } };
  };

const list =
  ({ state }: Desk): Answer =>
  (_, omsId) => {
    const lots = [...state.lots.values()].filter((lot) => lot.omsId === omsId);
    const ids = [...new Set(lots.map(({ orderId }) => orderId))];
    const orderInfos = ids.map((orderId) => ({
      orderId,
      productionOrderId: lots.find((lot) => lot.orderId === orderId)?.productionOrderId ?? null,
      buffers: lots.filter((lot) => lot.orderId === orderId).map(describe),
    }));
    return { status: 200, body: { omsId, orderInfos } };
  };
