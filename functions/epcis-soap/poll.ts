import { toldEvent } from '#common/epcis/answer-events.ts';
import { findMasterData } from '#common/epcis/find-master-data.ts';
import { epcFormatOf, spellingOf } from '#common/epcis/identifier-format.ts';
import { pageThatFits } from '#common/epcis/page-that-fits.ts';
import type { Request } from '#common/http.ts';
import type { Planned } from '#common/query/explain-plan.ts';
import { type PageAsked, runQuery } from '#common/query/run-query.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { readMasterDataQuery, SIMPLE_MASTER_DATA_QUERY } from '#shared/epcis/query/master-data-query.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { type QueryMessage, SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { respellCbvmda } from '#shared/epcis/respell-cbvmda.ts';
import type { PollResults } from '#shared/epcis/soap/write-results.ts';
import type { XmlVersion } from '#shared/epcis/xml/write-root.ts';
import { refuse } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { namedQuery } from './named-query.ts';
import type { Needs } from './needs.ts';
import { usualFormat } from './usual-format.ts';

/** Events of an answer, which SOAP has no pages for, unless the caller says by maxEventCount how many are welcome. */
const MOST = 1000;
const PER_PAGE = 200;
/** All pages together: the function has 29 s; the answer has to be written, too. */
const LONGEST_MS = 22_000;

/**
 * Runs a query, all of it at once (EPCIS 1.2 §8.2.5, poll). Partners of EPCIS 1.2 get EPC URNs, where the company prefix is one of the
 * tenant's; GS1-EPC-Format asks for another spelling.
 */
export async function poll(
  needs: Needs,
  request: Request,
  message: QueryMessage,
  version: XmlVersion,
  planned?: Planned,
): Promise<PollResults> {
  const { queryName } = message;
  const { tenant } = request;
  if (queryName === SIMPLE_MASTER_DATA_QUERY) {
    const query = orRefuse(readMasterDataQuery(message));
    return {
      queryName,
      masterData: await findMasterData(needs.vocabulary, tenant, query, () => needs.now().getTime()),
    };
  }
  const asked = queryName === SIMPLE_EVENT_QUERY ? message : await namedQuery(needs.queries, tenant, message);
  const format = epcFormatOf(request, usualFormat(version));
  const spell = await spellingOf(needs.registry, tenant, format);
  const found = await allEvents(needs, tenant, orRefuse(readEventQuery(asked)), {
    asked: Object.keys(asked.params),
    ...(planned && { planned }),
  });
  return { queryName, events: found.map((stored) => respellCbvmda(toldEvent(stored, spell), 'xml')) };
}

async function allEvents(
  needs: Needs,
  tenant: string,
  query: EventQuery,
  about: Pick<PageAsked, 'asked' | 'planned'>,
): Promise<StoredEvent[]> {
  const most = query.maxEventCount ?? MOST;
  const clock = () => needs.now().getTime();
  const end = clock() + LONGEST_MS;
  const found: StoredEvent[] = [];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    if (clock() >= end) throw tooLong();
    const page = await runQuery(needs, tenant, query, {
      ...about,
      ...(after && { after }),
      perPage: PER_PAGE,
      clock,
      until: end,
    });
    found.push(...page.events);
    after = page.next;
    if (found.length > most || (after !== undefined && found.length === most) || pageThatFits(found) < found.length)
      throw tooMany();
  }
  return found;
}

const RULE = 'EPCIS 1.2 §8.2.3';

const tooMany = () =>
  new Refused(
    refuse('too-many-results', 'the query has more results than one answer can hold', {
      rule: RULE,
      remedy: 'narrow the query, say by maxEventCount how many you can take, or read GET /epcis/events page by page',
    }),
  );

const tooLong = () =>
  new Refused(
    refuse('too-complex', 'the query takes too long to be answered at once', {
      rule: RULE,
      remedy: 'narrow it, for example by GE_eventTime and LT_eventTime, or read GET /epcis/events page by page',
    }),
  );
