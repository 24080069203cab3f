import { answerEvents } from '#common/epcis/answer-events.ts';
import { formOf } from '#common/epcis/media.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Answer, Request } from '#common/http.ts';
import { askedPage, nextHeaders, type Paged } from '#common/page-token.ts';
import { planTeller } from '#common/query/explain-plan.ts';
import { type QueryNeeds, runQuery } from '#common/query/run-query.ts';
import { Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import type { AskedQuery } from './asked-query.ts';

/** Events of one page at most. */
const MOST = 1000;

export interface EventNeeds extends QueryNeeds {
  readonly registry: Pick<Registry, 'tenant'>;
  readonly now: () => Date;
}

/** What a page of events is asked by. */
export interface EventPageAsked extends AskedQuery {
  readonly request: Request;
  readonly paged: Paged;
  readonly queryName: string;
  /** Called when nothing was found, to refuse what nothing can be found by. */
  readonly whenNone?: () => Promise<void>;
}

/** One page of events as the caller wants to read them (EPCIS 2.0, REST binding, EPCISQueryDocument). */
export async function answerPage(
  needs: EventNeeds,
  { request, paged, query, names, queryName, whenNone }: EventPageAsked,
): Promise<Answer> {
  // Whoever cannot read the answer is told so before it is looked for.
  mustSpeakVersion2(request);
  formOf(request);
  const now = needs.now();
  const { planned, headers: explained } = planTeller(request);
  const asked = { ...askedPage(paged, MOST, now), asked: names, clock: () => needs.now().getTime(), planned };
  try {
    const page = await runQuery(needs, request.tenant, query, asked);
    if (page.events.length === 0) await whenNone?.();
    const headers = { ...nextHeaders(paged, page.next, now), ...explained() };
    return await answerEvents(needs, request, { events: page.events, queryName, headers });
  } catch (error) {
    throw error instanceof Refused ? new Refused(error.refusal, explained()) : error;
  }
}
