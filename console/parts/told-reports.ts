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

const PER_PAGE = 200;
/** Reports to choose from: beyond that nobody finds one in a list. */
const MOST = 500;
/** Pages that may be short, since the server looks through so many deliveries for one. */
const MOST_PAGES = 100;

/** Acknowledged reports of a market of some names, as the server finds them, the latest first. */
export async function toldReports(
  api: Pick<Api, 'get'>,
  market: string,
  names: readonly string[],
): Promise<ToldReport[]> {
  const narrowing = { market, kind: 'submission', state: 'acknowledged', report: names.join(',') };
  const query = new URLSearchParams({ ...narrowing, limit: String(PER_PAGE) });
  const found: ToldReport[] = [];
  for (let page = 1; page <= MOST_PAGES && found.length < MOST; page++) {
    const { deliveries, next } = await api.get(`/api/deliveries?${query}`, shape);
    for (const { deliveryId, report, subject, updatedAt } of deliveries)
      found.push({ deliveryId, report, lot: subject.lot, updatedAt });
    if (next === undefined) break;
    query.set('after', next);
  }
  return found.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
}
