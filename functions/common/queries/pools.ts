import { poolKinds, poolStates } from '#shared/serials/pool-kinds.ts';
import { after, countElse, firstOf, oneOf, text } from '../query-parameters.ts';

export const poolQueries = {
  'GET /api/pools': {
    gtin: text('only of this GTIN: its pools are found among any number of others'),
    profile: text('only of this code profile'),
    kind: oneOf(poolKinds, 'only of this kind; those of SSCCs are found among any number of others'),
    state: oneOf(poolStates, 'only in this state'),
    low: oneOf(['true'], 'only those with fewer left than their threshold'),
    first: firstOf(
      ['shortest'],
      'those that issue and last shortest before others, of the first 2,000 by id that `gtin` or `kind=sscc` leave',
    ),
    limit: countElse(1, 200, 100, 'pools of a page, which may tell fewer where it is narrowed'),
    after,
  },
  'GET /api/pools/{pool}/imports': { limit: countElse(1, 100, 50, 'lists of a page'), after },
};
