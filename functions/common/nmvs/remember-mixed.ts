import { inLanes } from '#common/store/batches.ts';
import type { MixedTransaction } from '#common/store/nmvs-transaction-row.ts';
import { operationFor } from '#shared/regimes/eu/nmvs/operations.ts';
import { SUCCESS, UNCLEAR } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { resultAt } from './bulk-objects.ts';
import { sentAt } from './changed-at.ts';
import { goalOf } from './goal.ts';
import { itemsAt, nameOf } from './mixed-objects.ts';
import type { NmvsNeeds } from './nmvs-needs.ts';
import { wasJustSeen } from './whose-change.ts';

/**
 * What an undo of a pack is judged by after a mixed bulk, and alerts are explained by: of each pack where the bulk brought it. What it may have done, or
 * another, is not known any more. Written before the row says how it ended; writing it twice is the same.
 */
export async function rememberMixed(
  { packs, transactions, evidence }: Pick<NmvsNeeds, 'packs' | 'transactions' | 'evidence'>,
  row: MixedTransaction,
  at: Date,
): Promise<void> {
  const { tenant, id, country, partOf, clientLoginId, by, resultKey, state: ended } = row;
  const part = (await transactions.mixed(tenant, partOf))?.parts.find((one) => one.id === id);
  if (part === undefined) return;
  const result = await resultAt(evidence, resultKey);
  const since = Date.parse(sentAt(row) ?? at.toISOString());
  const isOurs = row.outcome?.proof !== 'verified' || wasJustSeen(row, at);
  await inLanes(await itemsAt(evidence, part.itemsKey), async (pack) => {
    const state = goalOf(pack);
    const { [nameOf(pack)]: code = ended === 'unclear' ? UNCLEAR : '' } = result;
    if (state === undefined || (code !== SUCCESS && code !== UNCLEAR)) return;
    const named = { country, product: pack.product.code, serial: pack.serial };
    if (code === UNCLEAR || !(isOurs || pack.undo)) return packs.forget(tenant, named, since);
    const operation = operationFor(pack.act, 'single', pack.undo)?.code ?? row.operation;
    await packs.putNewer(tenant, named, { state, since, by: clientLoginId, operation, transaction: id, person: by });
  });
}
