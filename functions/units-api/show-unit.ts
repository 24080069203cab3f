import type { Ledger } from '#common/store/ledger.ts';
import { circumstancesOf } from '#shared/trace/circumstances.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import { traceUnit } from './trace-unit.ts';
import { moment, readParameters, type UnitEndpoint, unknownUnit } from './unit-request.ts';

/**
 * A unit now, or at `?at=`: its state by the events that name it, its parents, and its `effective` circumstances, which what it is packed in
 * tells too. `children` counts what its own events put in and not out; the contents check each.
 */
export const showUnit =
  (needs: { ledger: Ledger }): UnitEndpoint =>
  async (request, epc) => {
    const { at } = readParameters(request, { at: moment }).read;
    const { named, state, parents, timeline } = await traceUnit(needs.ledger, request.tenant, epc, at);
    if (!named) throw unknownUnit(epc);
    return {
      status: 200,
      body: {
        ...state,
        ...(at !== undefined && { at }),
        parents,
        children: timeline.inside.get(epc)?.size ?? 0,
        effective: circumstancesOf(journeyOf(timeline, epc)),
      },
    };
  };
