import { outcomes } from '#shared/vrs/outcomes.ts';
import { verificationStates } from '#shared/vrs/verification-states.ts';
import { after, count, countElse, gtin, oneOf } from '../query-parameters.ts';

/** Verifications that we asked for, and the look-up directory. */
export const vrsQueries = {
  'GET /api/verifications': {
    state: oneOf(verificationStates, 'only in this state'),
    outcome: oneOf(outcomes, 'only with this outcome'),
    gtin: gtin('only of this product'),
    limit: countElse(1, 200, 100, 'verifications of a page, which may be shorter'),
    after,
  },
  'GET /api/verifications/{id}': {
    evidence: count(0, 999_999, 'answer the bytes of this evidence, counted from 0'),
  },
  'GET /api/vrs/directory': {
    limit: countElse(1, 200, 100, 'entries of a page'),
    after,
  },
};
