import type { Endpoint } from '#common/http.ts';
import { readQueryString } from '#common/query-string.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { answerPage, type EventNeeds } from './answer-page.ts';
import { askedQuery } from './asked-query.ts';

/** Events by SimpleEventQuery, a page at a time (EPCIS 2.0, REST binding). */
export const queryEvents =
  (needs: EventNeeds): Endpoint =>
  async (request) => {
    const parameters = readQueryString(request.queryString);
    const asked = askedQuery(request, parameters);
    const paged = { request, url: '/epcis/events', parameters };
    return answerPage(needs, { ...asked, request, paged, queryName: SIMPLE_EVENT_QUERY });
  };
