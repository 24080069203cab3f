import * as v from 'valibot';
import type { Api } from '../api.ts';

/** A report that a statement may be about. */
export interface ToldReport {
  readonly deliveryId: string;
  readonly report?: string | undefined;
  readonly lot?: string | undefined;
  readonly updatedAt: string;
}

const shape = v.object({
  deliveries: v.array(
    v.object({
      deliveryId: v.string(),
      report: v.optional(v.string()),
      subject: v.looseObject({ lot: v.optional(v.string()) }),
      updatedAt: v.string(),
    }),
  ),
  next: v.optional(v.string()),
});

/** Deliveries that are looked at for a page. */
const LOOKED_AT = 200;
/** Reports to choose from, and pages that are read for them: beyond that nobody finds one in a list. */
const MOST = 500;
const MOST_PAGES = 100;

/** Acknowledged reports of a market of some names, the latest first. A page has those alone of the deliveries looked at, maybe none: all are read. */
export async function toldReports(
  api: Pick<Api, 'get'>,
  market: string,
  names: readonly string[],
): Promise<ToldReport[]> {
  const query = new URLSearchParams({ market, kind: 'submission', state: 'acknowledged', limit: String(LOOKED_AT) });
  const found: ToldReport[] = [];
  for (let page = 1; page <= MOST_PAGES && found.length < MOST; page++) {
    const { deliveries, next } = await api.get(`/api/deliveries?${query}`, shape);
    for (const { deliveryId, report, subject, updatedAt } of deliveries)
      if (report !== undefined && names.includes(report))
        found.push({ deliveryId, report, lot: subject.lot, updatedAt });
    if (next === undefined) break;
    query.set('after', next);
  }
  return found.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
}
