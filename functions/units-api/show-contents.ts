import * as v from 'valibot';
import { unitQueries } from '#common/queries/units.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { DEEPEST } from '#shared/trace/journey.ts';
import { spellingIn } from '#shared/trace/mentions.ts';
import { fetchWithin } from './fetch-within.ts';
import { momentEntries, pageAnswer, readPaging } from './page-token.ts';
import { type ReadBudget, readBudget } from './read-budget.ts';
import { refsOf } from './read-refs.ts';
import { summarizeContents } from './summarize-contents.ts';
import { tellContent } from './tell-content.ts';
import { timeBudget } from './time-budget.ts';
import { readParameters, type UnitEndpoint, unknownUnit } from './unit-request.ts';
import { type Container, type Found, type Looked, type Walk, walkContents } from './walk-contents.ts';

const MOST = 1_000;
const MOST_COUNTED = 100_000;
/** Longest one page looks for what is inside: the gateway waits 30 s. */
const LONGEST_MS = 10_000;
/** Fewer children are not worth a read of their own; more do not fit one query of 256 serials. */
const [SMALLEST, LARGEST] = [25, 250];

/** The last thing looked at, with the containers around it. */
const position = v.pipe(v.array(v.object({ ...momentEntries, nth: v.number(), epc: v.string() })), v.minLength(1));

/**
 * What is in a container, recursively or to a `?depth=`, now or at `?at=`: each thing before what is in it, in packing order. A page for which much
 * is looked at that was put elsewhere is short, or empty, and has a next.
 * `?summary=true` counts by level and GTIN, up to 100,000 units.
 */
export const showContents =
  (needs: { ledger: Ledger; unitEvents: UnitEvents; now: () => Date }): UnitEndpoint =>
  async (request, epc) => {
    const { read, sent } = readParameters(request, unitQueries['GET /api/units/{epc+}']);
    const asked = { request, url: `/api/units/${encodeURIComponent(epc)}/contents`, parameters: sent };
    const { perPage, after } = readPaging(asked, position, MOST);
    const spend = timeBudget(needs.now, MOST_COUNTED, 'ask for the summary of each container inside');
    const root = await rootOf(needs.ledger, request.tenant, epc, readBudget(needs.now, epc));
    const walk: Walk = {
      root: epc,
      unitEvents: needs.unitEvents,
      tenant: request.tenant,
      at: read.at,
      depth: read.depth === undefined || read.depth === 'all' ? DEEPEST : Number(read.depth),
      batch: Math.min(LARGEST, Math.max(SMALLEST, perPage + 1)),
    };
    const { page, next } = await take(walkContents(walk, root, after), perPage, needs.now);
    const summary = read.summary ? await summarizeContents(walk, root, spend) : undefined;
    const contents = page.map(tellContent);
    const body = { epc, ...(read.at !== undefined && { at: read.at }), contents, ...(summary && { summary }) };
    return pageAnswer(asked, body, next);
  };

async function rootOf(ledger: Ledger, tenant: string, epc: string, budget: ReadBudget): Promise<Container> {
  const refs = await refsOf(ledger, tenant, epc, budget);
  const events = await fetchWithin(ledger, tenant, refs, budget);
  if (events.length === 0) throw unknownUnit(epc);
  return { epc, path: [], events: events.filter(({ event }) => parentIn(event) === epc) };
}

/** The parent that an event names, in the spelling that things are compared under. */
const parentIn = (event: EpcisEvent): string | undefined =>
  'parentID' in event && typeof event.parentID === 'string' ? spellingIn(event)(event.parentID) : undefined;

async function take(source: AsyncGenerator<Looked>, count: number, now: () => Date) {
  const end = now().getTime() + LONGEST_MS;
  const page: Found[] = [];
  let next: Looked['places'] | undefined;
  for await (const { places, found } of source) {
    const isFull = found !== undefined && page.length === count;
    if (isFull || (next !== undefined && now().getTime() > end)) return { page, next };
    if (found !== undefined) page.push(found);
    next = places;
  }
  return { page };
}
