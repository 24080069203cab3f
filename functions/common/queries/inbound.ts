import { inboundStates } from '#shared/messages/inbound-api.ts';
import { inboundWays } from '#shared/network/channel-kinds.ts';
import { after, countElse, oneOf, phrase, text } from '../query-parameters.ts';

/** What partners send. */
export const inboundQueries = {
  'POST /api/inbound-documents': {
    partner: text('whose document it is; a client that is a partner’s own may leave it out'),
    fileName: phrase('what its sender calls it', 200),
  },
  'GET /api/inbound-documents': {
    partner: text('only of this partner'),
    state: oneOf(inboundStates, 'only in this state'),
    way: oneOf(inboundWays, 'only those that came this way'),
    limit: countElse(1, 200, 50, 'documents of a page'),
    after,
  },
  'GET /api/partner-messages': {
    partner: text('whose messages they are; a client that is a partner’s own may leave it out'),
    limit: countElse(1, 200, 50, 'messages of a page'),
    after,
  },
};
