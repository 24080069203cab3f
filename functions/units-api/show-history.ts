import * as v from 'valibot';
import { unitQueries } from '#common/queries/units.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { journeyOf, type Step } from '#shared/trace/journey.ts';
import { type Moment, sooner } from '#shared/trace/moment.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import { momentEntries, pageAnswer, readPaging } from './page-token.ts';
import { readBudget } from './read-budget.ts';
import { readLineage } from './read-lineage.ts';
import { tellStep } from './tell-step.ts';
import { readParameters, type UnitEndpoint, unknownUnit } from './unit-request.ts';

const MOST = 500;

const position = v.object(momentEntries);

/**
 * What happened to a unit, newest first or `?order=asc`: the events that name it, and those of the containers it was in while it was. Events
 * declared errors are shown, and marked.
 */
export const showHistory =
  (needs: { ledger: Ledger; now: () => Date }): UnitEndpoint =>
  async (request, epc) => {
    const { read, sent } = readParameters(request, unitQueries['GET /api/units/{epc+}']);
    const asked = { request, url: `/api/units/${encodeURIComponent(epc)}/history`, parameters: sent };
    const { perPage, after } = readPaging(asked, position, MOST);
    const lineage = await readLineage(needs.ledger, request.tenant, epc, readBudget(needs.now, epc));
    const journey = journeyOf(timelineOf(lineage), epc);
    if (journey.length === 0) throw unknownUnit(epc);
    const corrected = correctionsIn(journey);
    const rest = after === undefined ? journey : journey.filter(beyond(after, read.order));
    const page = (read.order === 'asc' ? rest : rest.toReversed()).slice(0, perPage);
    const history = page.map((step) => tellStep(step, corrected.get(step.happening.stored.eventId) ?? []));
    const next = rest.length > perPage ? page.at(-1)?.happening.moment : undefined;
    return pageAnswer(asked, { epc, history }, next);
  };

const beyond =
  (after: Moment, direction: 'asc' | 'desc') =>
  ({ happening }: Step) =>
    direction === 'asc' ? sooner(happening.moment, after) > 0 : sooner(happening.moment, after) < 0;

/** For each corrective event, the ids of the events it corrects. */
function correctionsIn(journey: readonly Step[]): Map<string, string[]> {
  const corrected = new Map<string, string[]>();
  for (const { happening } of journey) {
    const ids = happening.declarations.flatMap(({ event }) => event.errorDeclaration?.correctiveEventIDs ?? []);
    for (const id of new Set(ids)) corrected.set(id, [...(corrected.get(id) ?? []), happening.stored.eventId]);
  }
  return corrected;
}
