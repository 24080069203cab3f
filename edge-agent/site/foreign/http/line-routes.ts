import { orRefuse } from '../../../refused.ts';
import {
  allocateBody,
  allocationAnswer,
  beginBody,
  finishBody,
  orderListAnswer,
  outcomeAnswer,
  resultsAnswer,
  returnBody,
  takeBody,
} from '../shapes.ts';
import { toldResults } from '../told-result.ts';
import { BASE, type LineRoute, said } from './line-route.ts';

/** Everything that a line may ask, in the order in which it runs an order. */
export const lineRoutes: readonly LineRoute[] = [
  {
    method: 'GET',
    path: `${BASE}/orders`,
    summary: 'Orders of the line that are not reported yet, oldest first',
    more: 'Each with its recipe, which stays as it was when the order was assigned, and with how many numbers are to be had.',
    body: undefined,
    answer: orderListAnswer,
    run: (line) => ({ line: line.line, orders: line.orders() }),
  },
  said(
    {
      path: 'begin',
      summary: 'Begins an assigned order',
      more: 'One order of a line runs at a time.',
      answer: outcomeAnswer,
    },
    beginBody,
    async (line, order, { token }) => orRefuse(await line.begin(order, token)),
  ),
  said(
    {
      path: 'allocations',
      summary: 'Hands out numbers for packs or for containers of a level',
      more: 'All that are asked for or none, 5,000 at most. Too few are here: 409, and the site asks for more meanwhile.',
      answer: allocationAnswer,
    },
    allocateBody,
    async (line, order, body) => orRefuse(await line.allocate({ order, ...body })),
  ),
  said(
    {
      path: 'facts',
      summary: 'Takes what has happened',
      more: 'At most 1,000 facts with 2,000 identifiers. What contradicts the records is held, those of one message that are wrong in the same way under one exception; what cannot be read is refused, the rest is taken. A message with more than 500 numbers of which nothing is known is refused as a whole.',
      answer: resultsAnswer,
    },
    takeBody,
    async (line, order, body) => toldResults(orRefuse(await line.take({ order, ...body }))),
  ),
  said(
    {
      path: 'returns',
      summary: 'Takes numbers back of which nothing was ever said',
      more: 'All of them or none, 5,000 at most.',
      answer: outcomeAnswer,
    },
    returnBody,
    async (line, order, body) => orRefuse(await line.returnUnused({ order, ...body })),
  ),
  said(
    {
      path: 'finish',
      summary: 'Ends an order',
      more: 'What is checked and agrees is `closed` and reported; else it stays `closing` until people have resolved its exceptions.',
      answer: outcomeAnswer,
    },
    finishBody,
    async (line, order, body) => orRefuse(await line.finish({ order, ...body })),
  ),
];
