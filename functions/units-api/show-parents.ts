import { unitQueries } from '#common/queries/units.ts';
import { kindOf, type TraceNeeds, traceUnit } from './trace-unit.ts';
import { readParameters, type UnitEndpoint, unknownUnit } from './unit-request.ts';

/** What a unit is packed in, innermost first, now or at `?at=`, and what it was packed in before that, each with the events that say so. */
export const showParents =
  (needs: TraceNeeds): UnitEndpoint =>
  async (request, epc) => {
    const { at } = readParameters(request, unitQueries['GET /api/units/{epc+}']).read;
    const { named, parents, timeline } = await traceUnit(needs, request.tenant, epc, at);
    if (!named) throw unknownUnit(epc);
    const past = (timeline.stays.get(epc) ?? []).flatMap(({ parent, from, to }) => {
      const [begin, end] = [timeline.happenings[from]?.stored, timeline.happenings[to ?? -1]?.stored];
      if (begin === undefined || end === undefined) return [];
      const eventIds = [begin.eventId, end.eventId];
      return [{ ...kindOf(parent), from: begin.event.eventTime, to: end.event.eventTime, eventIds }];
    });
    return { status: 200, body: { epc, ...(at !== undefined && { at }), parents, past } };
  };
