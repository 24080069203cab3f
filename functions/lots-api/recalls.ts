import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { type Paged, placeIn, tokenOf } from '#common/page-token.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import { countersIn, unitEpc } from '#common/reconcile/line-said.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { digestOf, signatureOf } from '#common/signature.ts';
import { inLanes } from '#common/store/batches.ts';
import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Lots } from '#common/store/lots.ts';
import { type MadeRecalls, runView } from '#common/store/made-recalls.ts';
import type { Registry } from '#common/store/registry.ts';
import {
  type NewRecall,
  newRecall,
  type Recall,
  type RecallSubject,
  wantedLift,
} from '#shared/messages/recalls-api.ts';
import { refuse } from '#shared/refusal.ts';

interface Needs {
  readonly recalls: MadeRecalls;
  readonly lots: Pick<Lots, 'get'>;
  readonly registry: Pick<Registry, 'product'>;
  readonly placesOf: EpcPlaces;
  readonly ledger: Pick<Ledger, 'eventsOf'>;
  readonly wakeCapture: SendToQueue;
  readonly wakePlanner: SendToQueue;
  readonly now: () => Date;
}

const PAGE = 100;

/**
 * Recalls a lot, a range of serials or single units, under an electronic signature. Verification knows at once; the ledger is told in slices.
 * Sent again under its id it answers 200.
 */
export const createRecall =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const wanted = read(newRecall, json(request));
    const earlier = await needs.recalls.get(tenant, wanted.recall);
    if (earlier !== undefined) return { status: 200, body: sameRecall(wanted, earlier) };
    const of = await subjectOf(needs, tenant, wanted);
    const { signature, recall: id, ...said } = wanted;
    const record = signatureOf(
      request,
      { reason: wanted.reason, ...signature },
      { recall: id, ...said, of, signature },
      needs.now(),
    );
    const recall: Recall = { ...said, recall: id, of, state: 'active', signature: record };
    const detail = { ...said, of };
    const audit = entryOf(request, record.at, 'recall-made', `recall ${id}`, { detail, signature: record });
    if ((await needs.recalls.create(tenant, recall, audit)) === 'exists') {
      const winner = await needs.recalls.get(tenant, id);
      if (winner !== undefined) return { status: 200, body: sameRecall(wanted, winner) };
    }
    log('recall-made', { tenant, recall: id, gtin: wanted.gtin });
    await needs.wakeCapture({ tenant, recallId: id, act: 'recall' });
    await needs.wakePlanner({ tenant, recallId: id });
    return { status: 201, headers: { location: `/api/recalls/${encodeURIComponent(id)}` }, body: recall };
  };

/** Ends a recall. Lifting it again answers the first time. */
export const liftRecall =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const recall = await found(needs, request);
    if (recall.lifted !== undefined) return { status: 200, body: recall };
    const { reason, signature } = read(wantedLift, json(request));
    const { recall: id, gtin } = recall;
    const record = signatureOf(
      request,
      { reason, ...signature },
      { lift: id, reason, recalled: recall.signature.digest, signature },
      needs.now(),
    );
    const detail = { gtin, reason };
    const audit = entryOf(request, record.at, 'recall-lifted', `recall ${id}`, { detail, signature: record });
    if ((await needs.recalls.lift(tenant, recall, { reason, signature: record }, audit)) === 'lifted') {
      log('recall-lifted', { tenant, recall: id, gtin });
      await needs.wakeCapture({ tenant, recallId: id, act: 'lift' });
    }
    return { status: 200, body: await found(needs, request) };
  };

/** Recalls by id, 100 a page; `next` is what to give as `after`. */
export const listRecalls =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const paged: Paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' };
    const { recalls, more } = await needs.recalls.list(tenant, PAGE, placeIn(paged));
    const last = recalls.at(-1);
    return { status: 200, body: { recalls, ...(more && last && { next: tokenOf(paged, last.recall) }) } };
  };

/** A recall, and how far the ledger was told. */
export const showRecall =
  (needs: Needs): Endpoint =>
  async (request) => {
    const recall = await found(needs, request);
    const [told, liftTold] = await Promise.all(
      (['recall', 'lift'] as const).map((act) => needs.recalls.run(request.tenant, recall.recall, act)),
    );
    const runs = { told: runView(told), liftTold: runView(liftTold) };
    return { status: 200, body: { ...recall, ...runs } };
  };

async function found(
  needs: Pick<Needs, 'recalls'>,
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<Recall> {
  const id = path['recall'] ?? '';
  const recall = await needs.recalls.get(tenant, id);
  if (recall !== undefined) return recall;
  throw new Refused(refuse('not-found', `no recall ${id}`, { remedy: 'GET /api/recalls lists them' }));
}

/** What is recalled must be there: a mistyped lot would recall nothing, and say that all is well. */
async function subjectOf(needs: Needs, tenant: string, { gtin, of }: NewRecall): Promise<RecallSubject> {
  if ((await needs.registry.product(tenant, gtin)) === undefined)
    throw new Refused(
      refuse('not-found', `no product ${gtin}`, { at: '/gtin', remedy: 'GET /api/products lists them' }),
    );
  if (of.kind === 'lot') {
    if ((await needs.lots.get(tenant, gtin, of.lot)) !== undefined) return of;
    throw new Refused(
      refuse('not-found', `no lot ${of.lot} of ${gtin}`, { at: '/of/lot', remedy: 'GET /api/lots lists them' }),
    );
  }
  if (of.kind === 'units') {
    await mustBeKnown(needs, tenant, gtin, of.serials);
    return of;
  }
  const places = await countersIn(needs.placesOf, tenant, { gtin, pool: of.pool }, [...new Set([of.from, of.to])]);
  const [first, last] = [places.get(of.from), places.get(of.to)];
  if (first === undefined) throw notIssued(of.from, of.pool, '/of/from');
  if (last === undefined) throw notIssued(of.to, of.pool, '/of/to');
  if (first <= last) return { ...of, first, last };
  throw new Refused(
    refuse('malformed', `pool ${of.pool} issued ${of.to} before ${of.from}`, { at: '/of', remedy: 'change the two' }),
  );
}

/** Serials that a pool of ours issued, or that events name: packs that others printed are recalled too. */
async function mustBeKnown({ placesOf, ledger }: Needs, tenant: string, gtin: string, serials: readonly string[]) {
  const places = await placesOf(
    tenant,
    serials.map((serial) => unitEpc(gtin, serial)),
  );
  const isKnown = async (serial: string) => {
    const epc = unitEpc(gtin, serial);
    return (places.get(epc)?.length ?? 0) > 0 || (await ledger.eventsOf(tenant, epc)).length > 0;
  };
  const unknown = (await inLanes(serials, async (serial) => ((await isKnown(serial)) ? [] : [serial]))).flat();
  if (unknown.length === 0) return;
  throw new Refused(
    refuse('not-found', `no pool issued and no event names ${unknown.length} of the serials: ${unknown.join(', ')}`, {
      at: '/of/serials',
      remedy: 'mend them, or leave them out; GET /api/serials/{code} tells of one what is known',
    }),
  );
}

const notIssued = (serial: string, pool: string, at: string) =>
  new Refused(
    refuse('not-found', `pool ${pool} did not issue ${serial}`, {
      at,
      remedy: 'GET /api/serials/{code} tells which pool did',
    }),
  );

/** The same id is the same recall, whoever signs again. */
function sameRecall({ signature: _, ...wanted }: NewRecall, earlier: Recall): Recall {
  const { gtin, level, reason } = earlier;
  const { first: __, last: ___, ...of } = { first: 0, last: 0, ...earlier.of };
  const said = { recall: earlier.recall, gtin, of, level, reason, class: earlier.class };
  if (digestOf(said) === digestOf(wanted)) return earlier;
  throw new Refused(
    refuse('conflict', `recall ${earlier.recall} exists and says something else`, {
      at: '/recall',
      remedy: 'use another id for another recall',
    }),
  );
}
