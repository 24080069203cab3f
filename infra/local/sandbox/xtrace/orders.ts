import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { codeOf } from '../oms/codes.ts';
import { hasCheckDigit } from '../rsd/read-request.ts';
import type { Told } from '../serve.ts';
import { type Order, packAt, type SubOrder } from './book.ts';
import { type Answer, type Called, type Pace, read, refused } from './called.ts';
import { GROUP, MOST_ORDERED } from './countries.ts';
import type { System } from './system.ts';
import { textOf } from './texts.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const serial = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{13}$/, '13 letters or digits'));
const product = v.pipe(
  v.object({
    gtin: v.pipe(v.string(), v.regex(/^\d{14}$/, '14 digits')),
    quantity: count,
    cisType: v.literal('UNIT'),
    serialNumberType: v.picklist(['OPERATOR', 'SELF_MADE']),
    serialNumbers: v.exactOptional(v.array(serial)),
  }),
  v.check(
    ({ serialNumberType, serialNumbers, quantity }) =>
      (serialNumberType === 'OPERATOR') === (serialNumbers === undefined) &&
      (serialNumbers === undefined || new Set(serialNumbers).size === quantity),
    'SELF_MADE goes with as many different serialNumbers as quantity says',
  ),
);
const order = v.object({
  productGroup: v.string(),
  businessPlaceId: v.pipe(v.number(), v.integer()),
  releaseMethodType: v.string(),
  isPaid: v.exactOptional(v.boolean()),
  poNumber: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  products: v.pipe(v.array(product), v.minLength(1), v.maxLength(10)),
});

/** Orders of codes, and how codes are handed out. */
export function orders(system: System, pace: Pace): Readonly<Record<string, Answer>> {
  return {
    order: (called) => place(system, pace, called),
    orders: (called) => ({ status: 200, body: { orderInfos: ordersOf(called).map((one) => infoOf(called, one)) } }),
    'sub-orders': (called) => ({
      status: 200,
      body: { subOrderInfos: ordersOf(called).flatMap((one) => subOrdersOf(called, one)) },
    }),
    codes: (called) => codes(system, pace, called),
    packs: (called) => withSubOrder(called, packsOf),
    close: (called) => {
      const { asked, country } = called;
      const [found] = ordersOf(called);
      if (found === undefined || !asked.query.has('orderId')) return refused(404, 'NO_ORDER', called.language);
      const gtin = asked.query.get('gtin');
      const of = { order: found.id, ...(gtin !== null && { gtin }) };
      system.take({ kind: 'closed', country, at: pace.now(), ...of });
      return { status: 200, body: { orderId: found.id, ...(gtin !== null && { gtin }) } };
    },
  };
}

function place(system: System, { now, delayMs }: Pace, { asked, country, who, language }: Called): Told {
  const body = read(order, asked.body.toString('utf8'), language);
  if ('told' in body) return body.told;
  const { productGroup, businessPlaceId, products, poNumber } = body.said;
  if (productGroup !== GROUP) return refused(400, 'GROUP', language, productGroup);
  if (!who.places.includes(businessPlaceId)) return refused(400, 'PLACE', language, String(businessPlaceId));
  const wrong = products.find(({ gtin }) => !hasCheckDigit(gtin, 14));
  if (wrong !== undefined) return refused(400, 'GTIN', language, wrong.gtin);
  if (products.some(({ quantity }) => quantity > MOST_ORDERED)) return refused(400, 'TOO_MANY', language);
  const id = randomUUID();
  const wanted = products.map(({ gtin, quantity, serialNumbers }) => ({
    ...{ gtin, quantity },
    ...(serialNumbers && { serialNumbers }),
  }));
  const at = now();
  const taken = { id, tin: who.tin, at, due: at + delayMs(), lost: false, products: wanted };
  system.take({ kind: 'order', country, ...taken, ...(poNumber !== undefined && { poNumber }) });
  return { status: 200, body: { orderId: id } };
}

/** The participant's orders that the query names. */
function ordersOf({ asked: { query }, book, who }: Called): Order[] {
  const [id, poNumber] = [query.get('orderId'), query.get('poNumber')];
  return [...book.orders.values()].filter(
    (one) => one.tin === who.tin && (id === null || one.id === id) && (poNumber === null || one.poNumber === poNumber),
  );
}

const reasonOf = ({ language }: Called, { why }: Order) => why && { rejectionReason: textOf(why, language) };

const infoOf = (called: Called, one: Order) => ({
  orderId: one.id,
  productGroup: GROUP,
  orderStatus: one.subOrders.every(({ isClosed }) => isClosed) ? 'CLOSED' : (one.status ?? 'PENDING'),
  ...(one.poNumber !== undefined && { poNumber: one.poNumber }),
  createDate: new Date(one.at).toISOString(),
  ...reasonOf(called, one),
});

function subOrdersOf(called: Called, one: Order) {
  const gtin = called.asked.query.get('gtin');
  return one.subOrders
    .filter((sub) => gtin === null || sub.gtin === gtin)
    .map((sub) => ({
      parentOrderId: one.id,
      gtin: sub.gtin,
      cisType: 'UNIT',
      bufferStatus: bufferOf(one, sub),
      availableCodes: one.status === 'READY' ? sub.quantity : 0,
      leftInBuffer: one.status === 'READY' ? sub.quantity - sub.passed : 0,
      totalPassed: sub.passed,
      ...(sub.packs.length > 0 && { lastPackId: sub.packs.at(-1)?.packId }),
      createDate: new Date(one.at).toISOString(),
      ...reasonOf(called, one),
    }));
}

function bufferOf({ status }: Order, { isClosed, passed, quantity }: SubOrder): string {
  if (status === 'REJECTED') return 'REJECTED';
  if (isClosed) return 'CLOSED';
  if (status === undefined) return 'PENDING';
  return passed === quantity ? 'EXHAUSTED' : 'ACTIVE';
}

function withSubOrder(called: Called, answer: (one: Order, sub: SubOrder) => Told): Told {
  const { query } = called.asked;
  const [one] = query.has('orderId') ? ordersOf(called) : [];
  const sub = one?.subOrders.find(({ gtin }) => gtin === query.get('gtin'));
  return one === undefined || sub === undefined ? refused(404, 'NO_ORDER', called.language) : answer(one, sub);
}

const packsOf = ({ id }: Order, { gtin, packs }: SubOrder): Told => {
  const list = packs.map(({ packId, count: quantity, at }) => ({
    ...{ packId, quantity },
    packDateTime: new Date(at).toISOString(),
  }));
  return { status: 200, body: { orderId: id, gtin, packs: list } };
};

/** The pack after the one that is named, or the first; behind the last one another is made. */
const codes = (system: System, { now }: Pace, called: Called): Told =>
  withSubOrder(called, (one, sub) => {
    const { asked, country, language } = called;
    const last = asked.query.get('lastPackId');
    const place = last === null ? 0 : sub.packs.findIndex(({ packId }) => packId === last) + 1;
    if (last !== null && place === 0) return refused(404, 'NO_ORDER', language, last);
    if (sub.packs[place] === undefined) {
      const quantity = Number(asked.query.get('quantity'));
      const left = sub.quantity - sub.passed;
      if (!Number.isInteger(quantity) || quantity < 1 || quantity > left)
        return refused(400, 'TOO_MANY', language, `${quantity}, ${left}`);
      if (one.status !== 'READY' || sub.isClosed) return refused(400, 'NOT_READY', language);
      const of = { order: one.id, gtin: sub.gtin, packId: randomUUID(), count: quantity };
      system.take({ kind: 'pack', country, at: now(), ...of });
    }
    const pack = sub.packs[place];
    if (pack === undefined) return { status: 500 };
    const list = Array.from({ length: pack.count }, (_, i) => codeOf(packAt(one, sub, pack.from + i)));
    return { status: 200, body: { packId: pack.packId, codes: list } };
  });
