import { type Answer, type Endpoint, json } from '#common/http.ts';
import { bringOn } from '#common/nmvs/run-transaction.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { isEnded, type NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import { type PackOperation, packOperation } from '#shared/messages/nmvs-api.ts';
import { refuse } from '#shared/refusal.ts';
import { checkPack, schemeOf } from '#shared/regimes/eu/nmvs/check-pack.ts';
import { packOfCode, type ScannedPack } from '#shared/regimes/eu/nmvs/pack-of-code.ts';
import { digestOf, earlier, operationOfAsked } from './begin.ts';
import { mustBeInTrade } from './in-trade.ts';
import type { ApiNeeds } from './needs.ts';
import { newRow } from './new-row.ts';
import { tellTransaction } from './tell-transaction.ts';
import { checkSingleUndo } from './undo-rules.ts';

/**
 * One operation on one pack. The row is written first, then the NMVS is asked, and where its answer is lost the pack is looked at, all while
 * the caller waits; what has not come to an end by then goes on by itself (202). The same id is answered with the same transaction.
 */
export const changePack =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const asked = read(packOperation, json(request));
    const operation = operationOfAsked(asked, 'single');
    const { product, serial } = packOf(asked);
    const wrong = checkPack(product, [serial], true);
    if (wrong !== undefined) throw new Refused({ ...wrong, at: asked.pack ? `/pack${wrong.at ?? ''}` : '/code' });
    const { code, pack, ...what } = asked;
    const digest = digestOf({ ...what, product, serial });
    const before = await earlier(needs, request.tenant, asked.id, digest);
    if (before !== undefined) return tell(before);
    const row = { ...(await newRow(needs, request, asked, { operation, product, digest, count: 1 })), serial };
    const at = asked.pack ? '/pack' : '/code';
    await mustBeInTrade(needs, request.tenant, [{ act: asked.act, product, serial }], () => at);
    const unknown = asked.undo && (await checkSingleUndo(needs, row)) === 'unknown';
    const claim = await needs.transactions.begin(unknown ? { ...row, state: 'checking' } : row, needs.now());
    if (claim !== undefined) return tell(await bringOn(needs, claim));
    // Somebody sent the same id in the same moment.
    return tell(
      orRefuse((await earlier(needs, request.tenant, asked.id, digest)) ?? refuse('busy', 'it is just being begun')),
    );
  };

const tell = (row: NmvsTransaction): Answer => ({ status: isEnded(row) ? 200 : 202, body: tellTransaction(row) });

function packOf({ code, pack }: PackOperation): ScannedPack {
  if ((code === undefined) === (pack === undefined))
    throw new Refused(
      refuse('malformed', 'a pack is named by code or by pack, by one of them', {
        at: '/pack',
        remedy: 'send the scanned code, or product, batch, expiry and serial',
      }),
    );
  if (code !== undefined) return orRefuse(packOfCode(code));
  const { product = '', batch = '', expiry = '', serial = '', nhrn } = pack ?? {};
  return {
    product: {
      scheme: schemeOf(product),
      code: product,
      ...(nhrn !== undefined && { nhrn }),
      batch: { id: batch, expiry },
    },
    serial,
  };
}
