import type { Endpoint } from '#common/http.ts';
import { unitQueries } from '#common/queries/units.ts';
import { readQuery } from '#common/query-parameters.ts';
import { circumstancesOf } from '#shared/trace/circumstances.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import { unknownLot, whichLot } from './find-lot.ts';
import type { LotNeeds } from './list-lot-units.ts';
import { timeBudget } from './time-budget.ts';
import { walkLot } from './walk-lot.ts';

/** Units read together: few enough that reading them is short beside the time there is. */
const BATCH = 2_000;
/** Larger lots are not packed; their units are never held at once. */
const MOST_COUNTED = 1_000_000;

/**
 * How many units of a lot are in which state, disposition and place, the last two as the whole journey tells them: a pack is where its pallet
 * is. A place is absent for units that are nowhere known, such as those in transit.
 */
export const summarizeLot =
  (needs: LotNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const { gtin } = readQuery(unitQueries['GET /api/lots/{lot}/summary'], request);
    const which = await whichLot(needs.lots, request, gtin);
    const spend = timeBudget(needs.now, MOST_COUNTED, 'page GET /api/lots/{lot}/units and count');
    const [states, dispositions, places] = [counter(), counter(), counter()];
    let units = 0;
    for await (const { epc, timeline } of walkLot({ ...needs, tenant, batch: BATCH, spend }, which)) {
      spend(1);
      units++;
      states.add(unitAtEnd(timeline, epc).exists);
      const { disposition, bizLocation } = circumstancesOf(journeyOf(timeline, epc));
      dispositions.add(disposition);
      places.add(bizLocation);
    }
    if (units === 0 && (await needs.lots.get(tenant, which.gtin, which.lot)) === undefined) throw unknownLot(which.lot);
    return {
      status: 200,
      body: {
        ...which,
        units,
        states: states.told('state'),
        dispositions: dispositions.told('disposition'),
        places: places.told('bizLocation'),
      },
    };
  };

function counter() {
  const counts = new Map<string | undefined, number>();
  return {
    add: (value: string | undefined) => counts.set(value, (counts.get(value) ?? 0) + 1),
    /** Most frequent first. */
    told: (name: string) =>
      [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([value, units]) => ({ ...(value !== undefined && { [name]: value }), units })),
  };
}
