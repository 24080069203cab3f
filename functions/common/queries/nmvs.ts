import * as v from 'valibot';
import { readGtin } from '#shared/gs1/gtin.ts';
import { isRefusal } from '#shared/refusal.ts';
import { alertStates } from '#shared/regimes/eu/nmvs/alert.ts';
import { causes } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { transactionStates } from '#shared/regimes/eu/nmvs/transaction-states.ts';
import { after, count, countElse, formed, oneOf, text } from '../query-parameters.ts';

/** A mistyped one would read as if there were no alerts. */
const isProductCode = (text: string) =>
  /^\d{14}$/.test(text) ? !isRefusal(readGtin(text)) : /^[0-9A-Z]{12}$/.test(text);

/** Transactions with national verification systems, and their alerts. */
export const nmvsQueries = {
  'GET /api/nmvs/transactions': {
    state: oneOf(transactionStates, 'only in this state'),
    country: formed(/^[A-Z]{2}$/, 'must be two capital letters', 'only with the NMVS of this country'),
    limit: countElse(1, 200, 100, 'transactions of a page, which may be shorter'),
    after,
  },
  'GET /api/nmvs/transactions/{id}': {
    evidence: count(0, 999_999, 'answer the bytes of this evidence, counted from 0'),
  },
  'GET /api/nmvs/mixed/{id}/packs': {
    limit: countElse(1, 1000, 100, 'packs of a page'),
    after,
  },
  'GET /api/nmvs/alerts': {
    state: oneOf([...alertStates, 'open'], 'only in this state; open is any but closed'),
    country: formed(/^[A-Z]{2}$/, 'must be two capital letters', 'only of the NMVS of this country'),
    code: text('only with this code, as A3, or illegible'),
    product: v.optional(
      v.pipe(
        v.string(),
        v.check(isProductCode, 'must be a GTIN of 14 digits whose check digit holds, or a PPN of 12'),
        v.description('only of this product'),
      ),
    ),
    lot: text('only of this lot, as it was read'),
    cause: oneOf(causes, 'only with this probable cause; pending is still to be looked into'),
    limit: countElse(1, 200, 100, 'alerts of a page, which may be shorter'),
    after,
  },
};
