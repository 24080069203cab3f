import * as v from 'valibot';
import { monthText } from '#shared/access/audit-entry.ts';
import { memberStates } from '#shared/access/member-states.ts';
import { roles } from '#shared/access/permissions.ts';
import { after, countElse, flag, oneOf, phrase, text, time } from '../query-parameters.ts';

/** Of people and machine clients alike. */
const ofMembers = {
  text: phrase('only those of whose name, id, or address this is a part, in capitals or not', 100),
  role: oneOf(roles, 'only of this role'),
  state: oneOf(memberStates, 'only in this state'),
  after,
};

export const peopleQueries = {
  'GET /api/users': ofMembers,
  'GET /api/clients': ofMembers,
  'GET /api/grants': { after },
  'GET /api/audit': {
    month: v.optional(
      v.pipe(monthText, v.description('begin with the end of this month, `2026-03`; the present one when absent')),
    ),
    from: time('only what was done then or later'),
    to: time('only what was done before'),
    act: text('only this, such as `grant-changed`'),
    subject: phrase('only what begins so, such as `user ada`', 500),
    exact: flag('`subject`, which goes with it, is the whole of it: `user ada`, and not `user adam`'),
    by: phrase('only of this user name or client id', 200),
    limit: countElse(1, 200, 50, 'entries of a page'),
    after,
    format: oneOf(['csv', 'json'], 'csv for CSV, as `Accept: text/csv` does; the next page is in the Link header'),
  },
};
