import { type Endpoint, json } from '#common/http.ts';
import { keepSerials } from '#common/nmvs/bulk-objects.ts';
import { ownPacks } from '#common/nmvs/own-packs.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import { bulkOperation } from '#shared/messages/nmvs-api.ts';
import { refuse } from '#shared/refusal.ts';
import { checkPack, schemeOf } from '#shared/regimes/eu/nmvs/check-pack.ts';
import { digestOf, earlier, operationOfAsked } from './begin.ts';
import { mustBeInTrade } from './in-trade.ts';
import type { ApiNeeds } from './needs.ts';
import { newRow } from './new-row.ts';
import { mustBeOfTheLot } from './of-the-lot.ts';
import { tellTransaction } from './tell-transaction.ts';
import { checkBulkUndo } from './undo-rules.ts';

/** One operation on packs of one batch. It is written down, and goes on by itself: an NMVS works bulks off when it can. */
export const startBulk =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { anyway, ...asked } = read(bulkOperation, json(request));
    const operation = operationOfAsked(asked, 'bulk');
    const { product: code, nhrn, batch, expiry, serials } = asked;
    const product = { scheme: schemeOf(code), code, ...(nhrn !== undefined && { nhrn }), batch: { id: batch, expiry } };
    orRefuse(checkPack(product, serials));
    const digest = digestOf(asked);
    const before = await earlier(needs, request.tenant, asked.id, digest);
    if (before !== undefined) return { status: 202, body: tellTransaction(before) };
    const row = await newRow(needs, request, asked, { operation, product, digest, count: serials.length });
    const packs = serials.map((serial) => ({ act: asked.act, product, serial }));
    await mustBeInTrade(needs, request.tenant, packs, (serial) => `/serials/${serials.indexOf(serial)}`);
    // What is undone was done: the transaction that it names is asked.
    if (!anyway && !asked.undo) await mustBeOfTheLot({ ...needs, ownPacks: ownPacks(needs) }, request.tenant, packs);
    if (asked.undo) await checkBulkUndo(needs, row, serials);
    // Under the digest: another request of this id must not write over them.
    const serialsKey = await keepSerials(needs.evidence, row, `0-${digest.slice(0, 8)}`, serials);
    const at = needs.now();
    const claim = await needs.transactions.begin({ ...row, serialsKey }, at);
    if (claim !== undefined) {
      await needs.transactions.settle(claim, { state: 'due', attempts: 0 }, at, at);
      await needs.wake({ tenant: request.tenant, transaction: row.id });
    }
    const begun = await earlier(needs, request.tenant, asked.id, digest);
    return { status: 202, body: tellTransaction(orRefuse(begun ?? refuse('busy', 'it is just being begun'))) };
  };
