import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { unitQueries } from '#common/queries/units.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Lots } from '#common/store/lots.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { circumstancesOf } from '#shared/trace/circumstances.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import { unknownLot, whichLot } from './find-lot.ts';
import { pageAnswer, readPaging } from './page-token.ts';
import { readParameters } from './unit-request.ts';
import { type LotPosition, type LotUnit, walkLot } from './walk-lot.ts';

const MOST = 1_000;
/** Units looked at for one page; where few are in the wanted state a page has fewer, and a link to the next. */
const MOST_EXAMINED = 5_000;
/** Longest one page looks for units: the gateway waits 30 s. */
const LONGEST_MS = 10_000;
const [SMALLEST, LARGEST] = [25, 250];

const position = v.object({ at: v.pipe(v.string(), v.regex(/^\d{4}-[^#]+#\d+#/)), count: v.number() });

export interface LotNeeds {
  readonly ledger: Ledger;
  readonly unitEvents: UnitEvents;
  readonly lots: Pick<Lots, 'numbered' | 'get'>;
  readonly now: () => Date;
}

/** Units of a lot in the order in which they began, with their state. `?state=` keeps those in it, `?gtin=` says of which product. */
export const listLotUnits =
  (needs: LotNeeds): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const { read, sent } = readParameters(request, unitQueries['GET /api/lots/{lot}/units']);
    const asked = { request, url: `/api/lots/${encodeURIComponent(path['lot'] ?? '')}/units`, parameters: sent };
    const { perPage, after } = readPaging(asked, position, MOST);
    const which = await whichLot(needs.lots, request, read.gtin);
    const batch = Math.min(LARGEST, Math.max(SMALLEST, perPage + 1));
    const walk = walkLot({ ...needs, tenant, batch }, which, after);
    const { units, next, examined } = await take(walk, perPage, read.state, needs.now);
    const nothing = examined === 0 && after === undefined;
    if (nothing && (await needs.lots.get(tenant, which.gtin, which.lot)) === undefined) throw unknownLot(which.lot);
    return pageAnswer(asked, { ...which, units: units.map(tellUnit) }, next);
  };

async function take(source: AsyncGenerator<LotUnit>, count: number, wanted: string | undefined, now: () => Date) {
  const end = now().getTime() + LONGEST_MS;
  const units: LotUnit[] = [];
  let [examined, last]: [number, LotPosition | undefined] = [0, undefined];
  for await (const unit of source) {
    const fits = wanted === undefined || unitAtEnd(unit.timeline, unit.epc).exists === wanted;
    const isOver = examined === MOST_EXAMINED || (examined > 0 && now().getTime() > end);
    if ((fits && units.length === count) || isOver) return { units, examined, next: last };
    if (fits) units.push(unit);
    examined++;
    last = unit.position;
  }
  return { units, examined };
}

function tellUnit({ epc, serial, timeline }: LotUnit) {
  const { exists, disposition, parent, expiry, lastEventTime } = unitAtEnd(timeline, epc);
  return {
    epc,
    serial,
    state: exists,
    ...(disposition !== undefined && { disposition }),
    ...(expiry !== undefined && { expiry }),
    ...(parent !== undefined && { parent }),
    ...(lastEventTime !== undefined && { lastEventTime }),
    effective: circumstancesOf(journeyOf(timeline, epc)),
  };
}
