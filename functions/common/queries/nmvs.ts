import { alertStates } from '#shared/regimes/eu/nmvs/alert.ts';
import { after, count, countElse, formed, oneOf } from '../query-parameters.ts';
import { transactionStates } from '../store/nmvs-transaction-row.ts';

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
    state: oneOf(alertStates, 'only in this state'),
    limit: countElse(1, 200, 100, 'alerts of a page, which may be shorter'),
    after,
  },
};
