import { caseKinds, caseStates } from '#shared/dscsa/kinds.ts';
import { after, count, countElse, flag, oneOf, time } from '../query-parameters.ts';

/** Duties of the DSCSA. */
export const dscsaQueries = {
  'GET /api/dscsa/cases': {
    kind: oneOf(caseKinds, 'only of this kind'),
    state: oneOf(caseStates, 'only in this state'),
    dueBefore: time('only those whose clock runs and is due before'),
    needsPerson: flag('only those that do not go on without a person'),
    limit: countElse(1, 200, 100, 'cases of a page, which may be shorter'),
    after,
  },
  'GET /api/dscsa/cases/{id}': {
    from: count(0, 999_999, 'first line of the history that is shown, counted from 0'),
    evidence: count(0, 999_999, 'answer the bytes of this line of the history, counted from 0'),
  },
};
