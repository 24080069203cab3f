import { unitQueries } from '#common/queries/units.ts';
import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { Recalls } from '#common/store/recalls.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { circumstancesOf } from '#shared/trace/circumstances.ts';
import { isRecalledBy } from '#shared/trace/is-recalled.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import type { UnitState } from '#shared/trace/unit-state.ts';
import { type TraceNeeds, traceUnit } from './trace-unit.ts';
import { readParameters, type UnitEndpoint, unknownUnit } from './unit-request.ts';

interface Needs extends TraceNeeds {
  readonly recalls: Pick<Recalls, 'activeOf'>;
  readonly placesOf: EpcPlaces;
}

/**
 * A unit now, or at `?at=`: its state by the events that name it, its parents, and its `effective` circumstances, which what it is packed in
 * tells too. `children` counts what its own events put in and not out; the contents check each.
 */
export const showUnit =
  (needs: Needs): UnitEndpoint =>
  async (request, epc) => {
    const { at } = readParameters(request, unitQueries['GET /api/units/{epc+}']).read;
    const [traced, active] = await Promise.all([
      traceUnit(needs, request.tenant, epc, at),
      activeOf(needs, request.tenant, epc),
    ]);
    const { named, state, parents, timeline } = traced;
    if (!named) throw unknownUnit(epc);
    return {
      status: 200,
      body: {
        ...state,
        ...(at !== undefined && { at }),
        parents,
        ...(await recallsOf(needs, request.tenant, state, active)),
        children: timeline.inside.get(epc)?.size ?? 0,
        effective: circumstancesOf(journeyOf(timeline, epc)),
      },
    };
  };

/** The recalls of the unit's product that stand now. */
async function activeOf({ recalls }: Needs, tenant: string, epc: string): Promise<Recall[]> {
  const key = identify(epc);
  return key.kind === 'sgtin' ? recalls.activeOf(tenant, key.gtin) : [];
}

/** Those that are of the unit, by their ids. */
async function recallsOf(
  { placesOf }: Needs,
  tenant: string,
  { epc, lot }: UnitState,
  active: readonly Recall[],
): Promise<{ recalls?: string[] }> {
  const key = identify(epc);
  if (active.length === 0 || key.kind !== 'sgtin') return {};
  const unit = { serial: key.serial, lot, places: (await placesOf(tenant, [epc])).get(epc) ?? [] };
  const own = active.filter(({ of }) => isRecalledBy(of, unit)).map(({ recall }) => recall);
  return own.length === 0 ? {} : { recalls: own };
}
