import * as v from 'valibot';
import { newOrder } from '#shared/messages/site-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { signingWithReason } from '../../../people/sign.ts';
import { orRefuse, Refused } from '../../../refused.ts';
import type { OrderEnder } from '../../../site/foreign/end-order.ts';
import { type ByHandNeeds, cancelOrder, moveOrder } from '../../../site/orders/by-hand.ts';
import { type DefaultNeeds, defaultOrder } from '../../../site/orders/default-order.ts';
import { type ListNeeds, listOrders } from '../../../site/orders/list-orders.ts';
import { afterwards, type TakeBackNeeds, takeBack } from '../../../site/orders/take-back.ts';
import { dropDraft, sendAgain, type WriteNeeds, writeOrder, writtenOrder } from '../../../site/orders/write-order.ts';
import type { Batch } from '../../../store/batches.ts';
import type { Draft } from '../../../store/drafts.ts';
import { bodyRoute, type Route, route } from '../route.ts';

export type OrderRouteNeeds = Omit<ListNeeds, 'foreignLines'> & {
  /** By what people end orders of lines of other makers. */
  readonly enders?: readonly OrderEnder[] | undefined;
} & ByHandNeeds &
  DefaultNeeds &
  TakeBackNeeds &
  WriteNeeds;

const manage = 'manage-orders';

/** Orders of the site: what there is, what a lead moves, cancels and writes, and what L4 says to it. */
export const orderRoutes = (needs: OrderRouteNeeds): Route[] => [
  route({ method: 'GET', path: '/api/orders', needs: 'read-report' }, () => ({
    status: 200,
    body: {
      lines: needs.lineNames,
      owners: needs.owners,
      ...listOrders({ ...needs, foreignLines: needs.enders?.map(({ line }) => line) }),
    },
  })),
  route({ method: 'GET', path: '/api/orders/defaults', needs: 'read-report' }, ({ query }) => {
    const gtin = query.get('gtin') ?? '';
    if (!v.is(newOrder.entries.gtin, gtin))
      throw new Refused(refuse('bad-parameter', 'must be 14 digits', { at: 'gtin', remedy: 'Give the GTIN.' }));
    return { status: 200, body: defaultOrder(needs, gtin) };
  }),
  bodyRoute(
    { method: 'POST', path: '/api/batches/{batch}/move', needs: manage },
    v.strictObject({ line: newOrder.entries.line, signature: signingWithReason }),
    async ({ path, body, sign }) => {
      const signed = await sign(body.signature);
      throwIf(moveOrder(needs, batchOf(needs, path['batch']), body.line, signed));
      return { status: 201, body: { line: body.line, signature: signed } };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/batches/{batch}/cancel', needs: manage },
    v.strictObject({ signature: signingWithReason }),
    async ({ path, body, sign }) => {
      const signed = await sign(body.signature);
      throwIf(cancelOrder(needs, batchOf(needs, path['batch']), signed));
      return { status: 201, body: { state: 'cancelled', signature: signed } };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/batches/{batch}/take-back', needs: manage },
    v.strictObject({ next: v.picklist(afterwards), signature: signingWithReason }),
    async ({ path, body, sign }) => {
      const signed = await sign(body.signature);
      throwIf(takeBack(needs, batchOf(needs, path['batch']), body.next, signed));
      return { status: 201, body: { state: body.next === 'cancel' ? 'cancelled' : 'created', signature: signed } };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/batches/{batch}/end', needs: manage },
    v.strictObject({ signature: signingWithReason }),
    async ({ path, body, sign }) => {
      const batch = batchOf(needs, path['batch']);
      const ender = needs.enders?.find(({ line }) => line === batch.line);
      if (ender === undefined) throw new Refused(ownLine(batch));
      const signed = await sign(body.signature);
      const ended = orRefuse(await ender.end(batch.batch, signed));
      if (ended.state === 'created') needs.refresh();
      return { status: 201, body: { ...ended, signature: signed } };
    },
  ),
  ...draftRoutes(needs),
];

const ownLine = ({ line, order }: Batch) =>
  refuse('conflict', `order ${order.order} is run by line ${line} of the site`, {
    rule: 'people end here what lines of other makers run',
    remedy: `End it on line ${line}: command Complete.`,
  });

/** Orders that are written here, and corrected or dropped when L4 does not take them. */
const draftRoutes = (needs: OrderRouteNeeds): Route[] => [
  bodyRoute({ method: 'POST', path: '/api/orders', needs: manage }, writtenOrder, ({ body, who }) => ({
    status: 201,
    body: orRefuse(writeOrder(needs, body, who)),
  })),
  bodyRoute({ method: 'PUT', path: '/api/drafts/{draft}', needs: manage }, writtenOrder, ({ path, body, who }) => {
    const draft = draftOf(needs, path['draft']);
    const owner = body.owner ?? draft.owner;
    if (draft.asked.kind !== 'order' || body.order !== draft.order || owner !== draft.owner)
      throw new Refused(
        refuse('conflict', `that is not order ${draft.order} of ${draft.owner}`, {
          at: '/order',
          rule: 'a draft is corrected under its own number',
          remedy: 'Drop it, and write another.',
        }),
      );
    return { status: 200, body: orRefuse(writeOrder(needs, { ...body, owner }, who)) };
  }),
  route({ method: 'POST', path: '/api/drafts/{draft}/send', needs: manage }, ({ path, who }) => {
    throwIf(sendAgain(needs, draftOf(needs, path['draft']), who));
    return { status: 204 };
  }),
  route({ method: 'DELETE', path: '/api/drafts/{draft}', needs: manage }, ({ path, who }) => {
    throwIf(dropDraft(needs, draftOf(needs, path['draft']), who));
    return { status: 204 };
  }),
];

function batchOf({ batches }: OrderRouteNeeds, number = ''): Batch {
  const found = /^\d{1,15}$/.test(number) ? batches.find(Number(number)) : undefined;
  if (found === undefined) throw new Refused(refuse('not-found', `there is no batch ${number}`));
  return found;
}

function draftOf({ drafts }: OrderRouteNeeds, number = ''): Draft {
  const found = /^\d{1,15}$/.test(number) ? drafts.find(Number(number)) : undefined;
  if (found === undefined)
    throw new Refused(
      refuse('not-found', `there is no draft ${number}`, { remedy: 'L4 may have taken it: look at the orders.' }),
    );
  return found;
}

function throwIf(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new Refused(refusal);
}
