import { deskKinds, deskStates } from '#shared/desk/kinds.ts';
import { after, count, countElse, flag, neededPhrase, oneOf, text, time } from '../query-parameters.ts';

const file = text('answer the bytes of the file that this message brought, in base64', 200);
const name = neededPhrase('name of the file', 200);
const limit = countElse(1, 200, 100, 'cases of a page, which may be shorter');

/** Cases between companies, and who holds what. */
export const deskQueries = {
  'GET /api/desk/cases': {
    kind: oneOf(deskKinds, 'only of this kind'),
    state: oneOf(deskStates, 'only in this state'),
    partner: text('only with this partner'),
    assignee: text('only those of this person'),
    origin: text('only those that came of this exception, recall or case of suspect product'),
    dueBefore: time('only those whose clock runs and is due before'),
    awaits: oneOf(['us', 'partner'], 'only those that are not over and in which it is the turn of this side'),
    needsPerson: flag('only those that do not go on without a person'),
    limit,
    after,
  },
  'GET /api/desk/cases/{id}': {
    from: count(0, 999_999, 'first line of the history that is shown, counted from 0'),
    file,
  },
  'POST /api/desk/cases/{id}/files': { name },
  'GET /partner/desk-cases': { state: oneOf(deskStates, 'only in this state'), limit, after },
  'GET /partner/desk-cases/{id}': { file },
  'POST /partner/desk-cases/{id}/files': { name },
  'GET /api/desk/withheld-packs': { after },
  'GET /api/recalls/{recall}/holders': {
    holder: text('list the packs of this holder, as the count names it'),
    after,
  },
};
