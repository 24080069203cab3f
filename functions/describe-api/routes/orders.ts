import * as v from 'valibot';
import { orderCancel, orderChange, orderStanding, orderView } from '#shared/messages/orders-api.ts';
import { newOrder, order, orderList, orderState } from '#shared/messages/site-api.ts';
import type { RouteDescriptions } from './route-description.ts';

/** Orders: made, changed and cancelled at L4, run at a site, which tells how they stand. */
export const orderRoutes: RouteDescriptions = {
  'GET /api/orders': {
    summary:
      'Orders by their newest revision with their state, 100 a page; those that wait at one site (site and state=assigned) come whole',
    permission: 'orders:read',
    answer: { status: 200, shape: orderList },
  },
  'POST /api/orders': {
    summary: 'Order a lot; a lot number is used once per GTIN, for ever',
    permission: 'orders:write',
    body: newOrder,
    answer: { status: 201, shape: v.object({ ...order.entries, state: orderState }) },
  },
  'GET /api/orders/{order}': {
    summary: 'One order by its newest revision, with how it stands at its site',
    permission: 'orders:read',
    answer: { status: 200, shape: orderView },
  },
  'POST /api/orders/{order}/change': {
    summary: 'Wish an order changed: its next revision, which its site takes, or refuses from line clearance on',
    permission: 'orders:write',
    body: orderChange,
    answer: { status: 200, shape: orderView },
  },
  'POST /api/orders/{order}/cancel': {
    summary: 'Wish an order cancelled: its site gives it up, or refuses to from line clearance on',
    permission: 'orders:write',
    body: orderCancel,
    answer: { status: 200, shape: orderView },
  },
  'PUT /api/orders/{order}/standing': {
    summary: 'Tell how an order stands at its site; one that is not later than what is known changes nothing',
    permission: 'orders:stand',
    body: orderStanding,
    answer: { status: 200, shape: orderView },
  },
};
