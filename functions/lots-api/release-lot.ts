import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { lotQueries } from '#common/queries/lots.ts';
import { readQuery } from '#common/query-parameters.ts';
import { read } from '#common/read.ts';
import { type ReconcileNeeds, reconcileLot } from '#common/reconcile/reconcile-lot.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { signatureOf } from '#common/signature.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import { type Difference, type ReleaseRecord, wantedRelease } from '#shared/messages/lots-api.ts';
import { refuse } from '#shared/refusal.ts';
import { digestRead } from './digest-read.ts';
import { findLot } from './list-lots.ts';

interface Needs extends ReconcileNeeds {
  readonly lots: Lots;
  readonly wakePlanner: SendToQueue;
  readonly now: () => Date;
}

/**
 * Releases a lot under an electronic signature: one that reconciles, or one whose deviation is signed too. The reports to regulators become due with it.
 * Releasing twice answers the first release.
 */
export const releaseLot =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const lot = await findLot(needs.lots, request, readQuery(lotQueries['POST /api/lots/{lot}/release'], request));
    if (lot.state === 'released') return { status: 200, body: lot };
    const record = await recordOf(needs, request, lot);
    const audit = auditOf(request, lot, record);
    if ((await needs.lots.release(tenant, lot, record, audit)) === 'released') {
      log('lot-released', { tenant, gtin: lot.gtin, lot: lot.lot, by: request.caller });
      await needs.wakePlanner({ tenant, release: { gtin: lot.gtin, lot: lot.lot } });
    }
    const now = await needs.lots.get(tenant, lot.gtin, lot.lot);
    if (now?.state === 'released') return { status: 200, body: now };
    throw new Refused(
      refuse('busy', `the report of lot ${lot.lot} was replaced while it was judged`, {
        remedy: 'read it and release again',
      }),
    );
  };

/**
 * What is signed: the report and the figures as the signer read them, the deviation he takes upon himself, and his words. All of it stands in the
 * lot, so that whoever doubts a signature can make its digest again.
 */
async function recordOf(needs: Needs, request: Request, lot: Lot): Promise<ReleaseRecord> {
  if (lot.state === 'cancelled') throw new Refused(cancelledOne(lot));
  if (lot.report === undefined) throw new Refused(withoutReport(lot));
  const { signature, deviation, reconciliation } = read(wantedRelease, request.text === '' ? {} : json(request));
  const { figures, differences } = await reconcileLot(needs, request.tenant, lot);
  if (deviation === undefined && differences.length > 0) throw doesNotReconcile(lot, differences);
  const isRead = reconciliation === digestRead(lot, { figures, differences });
  if (reconciliation === undefined ? deviation !== undefined && differences.length > 0 : !isRead)
    throw notAsRead(lot, reconciliation !== undefined);
  const kinds = [...new Set(differences.map(({ kind }) => kind))];
  const judged = {
    figures,
    differences: kinds,
    ...(deviation !== undefined && differences.length > 0 && { deviation }),
  };
  const { gtin, report } = lot;
  const signed = { gtin, lot: lot.lot, report, ...judged, signature };
  return { signature: signatureOf(request, signature, signed, needs.now()), ...judged };
}

const cancelledOne = ({ lot, order }: Lot) =>
  refuse('conflict', `lot ${lot} was never packed: order ${order} is cancelled`, {
    at: '/',
    rule: 'Seriate: what is released was packed and reported',
    remedy: 'make another order under an id and a lot number of its own: those of this one stay used for ever',
  });

/** A deviation is from what the line says; where it says nothing there is nothing to sign for. */
const withoutReport = ({ lot, site }: Lot) =>
  refuse('conflict', `lot ${lot} has no report yet`, {
    at: 'lot',
    rule: 'Seriate: what is signed is the report of the line, and no deviation stands in for it',
    remedy: `wait until the line at ${site} has ended the order, which reports the lot: its own agent, or a line of another maker over HTTP or by files (docs/line-api.md)`,
  });

const notAsRead = ({ lot }: Lot, wasRead: boolean) => {
  const why = wasRead
    ? `lot ${lot} reconciles otherwise than when it was read`
    : 'a deviation is signed for the differences that were read, and the request does not say which';
  return new Refused(
    refuse('conflict', why, {
      at: '/reconciliation',
      rule: '21 CFR Part 11 §11.70: a signature is bound to what was signed',
      remedy: 'GET /api/lots/{lot}/reconciliation, read it, and send its digest as "reconciliation"',
    }),
  );
};

function auditOf(request: Request, { gtin, lot }: Lot, { signature, figures, deviation, differences }: ReleaseRecord) {
  const act = deviation === undefined ? 'lot-released' : 'lot-released-with-deviation';
  const detail = { figures, ...(deviation !== undefined && { deviation, differences }) };
  return entryOf(request, signature.at, act, `lot ${gtin} ${lot}`, { detail, signature });
}

const doesNotReconcile = ({ lot }: Lot, differences: readonly Difference[]) =>
  new Refused(
    refuse('conflict', `lot ${lot} does not reconcile: ${differences.map(({ detail }) => detail).join('; ')}`, {
      at: '/deviation',
      rule: 'asked = commissioned + rejected + sampled + destroyed + returned + unaccounted(=0)',
      remedy: `${differences[0]?.remedy}. Or release it with a deviation: {"deviation":{"reason":…}}`,
    }),
  );
