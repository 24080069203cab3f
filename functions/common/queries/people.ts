import * as v from 'valibot';
import { monthText } from '#shared/access/audit-entry.ts';
import { after, countElse, oneOf, phrase, text, time } from '../query-parameters.ts';

export const peopleQueries = {
  'GET /api/users': { after },
  'GET /api/clients': { after },
  'GET /api/grants': { after },
  'GET /api/audit': {
    month: v.optional(
      v.pipe(monthText, v.description('begin with the end of this month, `2026-03`; the present one when absent')),
    ),
    from: time('only what was done then or later'),
    to: time('only what was done before'),
    act: text('only this, such as `grant-changed`'),
    subject: phrase('only what begins so, such as `user ada`', 500),
    by: phrase('only of this user name or client id', 200),
    limit: countElse(1, 200, 50, 'entries of a page'),
    after,
    format: oneOf(['csv', 'json'], 'csv for CSV, as `Accept: text/csv` does; the next page is in the Link header'),
  },
};
