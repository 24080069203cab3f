import * as v from 'valibot';
import type { Product } from './product.ts';

const event = v.looseObject({
  type: v.string(),
  eventID: v.optional(v.string()),
  action: v.optional(v.string()),
  bizStep: v.optional(v.string()),
  parentID: v.optional(v.string()),
  childEPCs: v.optional(v.array(v.string()), []),
  epcList: v.optional(v.array(v.string()), []),
});
const results = v.object({
  epcisBody: v.object({ queryResults: v.object({ resultsBody: v.object({ eventList: v.array(event) }) }) }),
});
export type FoundEvent = v.InferOutput<typeof event>;

/** All events a query finds, page after page by the Link header. */
export async function queryEvents(
  product: Product,
  query: Record<string, string>,
  tenant = 'acme-pharma',
): Promise<FoundEvent[]> {
  const found: FoundEvent[] = [];
  for (let path: string | undefined = `/epcis/events?${new URLSearchParams({ perPage: '100', ...query })}`; path; ) {
    const response: Response = await product.fetch(path, { tenant });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    found.push(...v.parse(results, await response.json()).epcisBody.queryResults.resultsBody.eventList);
    const next: string | undefined = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    path = next?.replace(/^https?:\/\/[^/]+/, '');
  }
  return found;
}
