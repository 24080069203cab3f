import * as v from 'valibot';
import { numbersNeeded } from '#shared/line/numbers-needed.ts';
import { refuse } from '#shared/refusal.ts';
import {
  APPROVE_PARTIAL,
  type AwaitedPartial,
  clearanceKind,
  containerSubject,
  lineSubject,
} from '../../../line/awaited.ts';
import { signing } from '../../../people/sign.ts';
import { Refused } from '../../../refused.ts';
import type { Acts } from '../../../store/acts.ts';
import type { Batch, Batches } from '../../../store/batches.ts';
import type { Containers } from '../../../store/containers.ts';
import type { Database } from '../../../store/database.ts';
import type { Journal } from '../../../store/journal.ts';
import { progressOf } from '../../../store/progress.ts';
import type { Stock } from '../../../store/stock.ts';
import { type ApiRequest, bodyRoute, type Route, route } from '../route.ts';
import type { HandledLine } from './lines.ts';
import { numberIn } from './number-in.ts';

export interface BatchNeeds {
  readonly db: Database;
  readonly batches: Batches;
  readonly journal: Journal;
  readonly containers: Containers;
  readonly stock: Stock;
  readonly acts: Acts;
  readonly lines: readonly HandledLine[];
}

/** Batches in one list. */
const MOST = 100;

const item = v.strictObject({
  item: v.string(),
  done: v.literal(true, 'must be true: what is not done cannot be signed for'),
  remark: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
});
const clearance = v.strictObject({
  phase: v.picklist(['before', 'after']),
  items: v.array(item),
  signature: signing,
});

const approval = v.strictObject({
  /** What was in the container when it was read, as `awaited` tells it: what is signed is what was seen (21 CFR Part 11 §11.50). */
  contents: v.pipe(v.string(), v.maxLength(64)),
  signature: signing,
});

/** Batches, and what people sign for in them. */
export const batchRoutes = (needs: BatchNeeds): Route[] => [
  route({ method: 'GET', path: '/api/batches', needs: 'read-report' }, ({ query }) => {
    const most = numberIn(query, 'limit') ?? MOST;
    if (most < 1 || most > MOST)
      throw new Refused(refuse('bad-parameter', `limit must be 1 to ${MOST}`, { at: 'limit' }));
    const found = needs.batches.latest(query.get('line') ?? undefined, most + 1, numberIn(query, 'before'));
    const batches = found.slice(0, most).map(inShort);
    // One more than asked for was looked up: whether there is another page is known without an empty one.
    const next = found.length > most ? batches.at(-1)?.batch : undefined;
    return { status: 200, body: { batches, ...(next !== undefined && { next }) } };
  }),
  route({ method: 'GET', path: '/api/batches/{batch}', needs: 'read-report' }, (request) => ({
    status: 200,
    body: inFull(needs, batchOf(needs, request)),
  })),
  bodyRoute(
    { method: 'POST', path: '/api/batches/{batch}/clearance', needs: 'clear-line' },
    clearance,
    async ({ body: { phase, items, signature }, sign, ...request }) => {
      const signed = await sign(signature);
      const { batch, line } = batchOf(needs, request);
      // From here on nothing else can come between: it is asked again what is awaited, and kept in the same breath.
      const wanted = awaitedOf(needs, request)?.clearance;
      if (wanted?.phase !== phase) throw new Refused(notAwaited(`clearance ${phase} batch ${batch}`));
      mustBeAll(wanted.items, items);
      const act = needs.acts.append({
        line,
        batch,
        kind: clearanceKind(phase),
        subject: lineSubject(line),
        signature: signed,
        body: { items },
      });
      lineOf(needs, line)?.wake();
      return { status: 201, body: { act, signature: signed } };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/batches/{batch}/partials/{container}/approve', needs: 'approve-partial' },
    approval,
    async ({ body, sign, ...request }) => {
      const signed = await sign(body.signature);
      const { batch, line } = batchOf(needs, request);
      const wanted = request.path['container'];
      const open = awaitedOf(needs, request)?.partials.find(({ container }) => String(container) === wanted);
      if (open === undefined) throw new Refused(notAwaited(`approval of container ${wanted}`));
      if (open.contents !== body.contents) throw new Refused(isAnother(open));
      const subject = containerSubject(needs.db, open.container);
      const act = needs.acts.append({ line, batch, kind: APPROVE_PARTIAL, subject, signature: signed, body: open });
      lineOf(needs, line)?.wake();
      return { status: 201, body: { act, signature: signed } };
    },
  ),
];

type Asked = Pick<ApiRequest, 'path'>;

function batchOf({ batches }: BatchNeeds, { path }: Asked): Batch {
  const number = Number(path['batch']);
  const found = Number.isSafeInteger(number) ? batches.find(number) : undefined;
  if (found === undefined) throw new Refused(refuse('not-found', `there is no batch ${path['batch']}`));
  return found;
}

const lineOf = ({ lines }: BatchNeeds, line: string) => lines.find(({ name }) => name === line);

/** What the batch waits for from people; only the batch at hand of its line waits for anything. */
function awaitedOf(needs: BatchNeeds, request: Asked) {
  const { batch, line } = batchOf(needs, request);
  return needs.batches.next(line)?.batch === batch ? lineOf(needs, line)?.awaited() : undefined;
}

const notAwaited = (what: string) =>
  refuse('conflict', `${what} is not asked for now`, { remedy: 'Look at `awaited` of GET /api/batches/{batch}.' });

const isAnother = ({ container, holds }: Pick<AwaitedPartial, 'container' | 'holds'>) =>
  refuse('conflict', `something went into container ${container} or out of it since: it holds ${holds}`, {
    at: '/contents',
    rule: 'what is signed is what was seen (21 CFR Part 11 §11.50, §11.70)',
    remedy: 'Look at what it holds now, and approve that.',
  });

function mustBeAll(wanted: readonly string[], items: readonly { readonly item: string }[]): void {
  const at = wanted.findIndex((one, i) => items[i]?.item !== one);
  if (at === -1 && items.length === wanted.length) return;
  throw new Refused(
    refuse('malformed', 'the list signed is not the list of the recipe', {
      at: `/items/${at === -1 ? wanted.length : at}`,
      rule: 'every item of the recipe’s checklist, in its order',
      remedy: `Confirm each: ${wanted.join('; ')}.`,
    }),
  );
}

const inShort = ({ batch, line, state, order, recipe, startedAt, closedAt }: Batch) => ({
  batch,
  line,
  state,
  order: order.order,
  owner: order.owner,
  gtin: order.gtin,
  lot: order.lot,
  expiry: order.expiry,
  quantity: order.quantity,
  recipe: recipe.recipe,
  recipeVersion: recipe.version,
  startedAt,
  closedAt,
});

function inFull(needs: BatchNeeds, batch: Batch) {
  const { db, journal, containers, stock, acts } = needs;
  const { order, recipe } = batch;
  const needed = numbersNeeded(order, recipe, progressOf(db, batch.batch));
  return {
    ...inShort(batch),
    pinned: recipe,
    counts: { ...journal.tally(batch.batch), ...containers.count(batch.batch) },
    numbers: needed.map(({ pool, count }) => ({
      pool,
      needed: count,
      ready: stock.level({ batch: batch.batch, owner: order.owner, pool }).ready,
    })),
    awaited: awaitedOf(needs, { path: { batch: String(batch.batch) } }),
    acts: acts.of(batch.batch),
  };
}
