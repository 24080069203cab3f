import { answerEvents, UnwritableEvent } from '#common/epcis/answer-events.ts';
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
/** However often it is looked for: the function has 29 s, and the answer has to be written, too. */
const LONGEST_MS = 22_000;

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

/**
 * One page of events as the caller wants to read them (EPCIS 2.0, REST binding, EPCISQueryDocument). It ends before an event that XML cannot carry;
 * where that comes first it is refused by name, with the Link to what lies behind it.
 */
export async function answerPage(
  needs: EventNeeds,
  { request, paged, query, names, queryName, whenNone }: EventPageAsked,
): Promise<Answer> {
  // Whoever cannot read the answer is told so before it is looked for.
  mustSpeakVersion2(request);
  formOf(request);
  const now = needs.now();
  const { planned, headers: explained } = planTeller(request);
  const clock = () => needs.now().getTime();
  const until = now.getTime() + LONGEST_MS;
  const asked = { ...askedPage(paged, MOST, now), asked: names, clock, until, planned };
  const pageOf = async (perPage: number): Promise<Answer> => {
    const { events, next } = await runQuery(needs, request.tenant, query, { ...asked, perPage });
    if (events.length === 0 && next === undefined) await whenNone?.();
    const link = nextHeaders(paged, next, now);
    try {
      return await answerEvents(needs, request, { events, queryName, headers: { ...link, ...explained() } });
    } catch (error) {
      if (!(error instanceof UnwritableEvent)) throw error;
      if (events.length === 1) throw next === undefined ? error : withWayOn(error, link);
      return await pageOf(Math.max(error.index, 1)); // fewer each time: it ends
    }
  };
  try {
    return await pageOf(asked.perPage);
  } catch (error) {
    throw error instanceof Refused ? new Refused(error.refusal, { ...error.headers, ...explained() }) : error;
  }
}

const withWayOn = ({ refusal }: UnwritableEvent, link: Record<string, string>) =>
  new Refused(
    { ...refusal, remedy: 'ask for application/json, or follow the Link header to the events behind it' },
    link,
  );
