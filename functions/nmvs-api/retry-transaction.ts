import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { retryReason } from '#shared/messages/nmvs-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';
import { findTransaction } from './show-transactions.ts';
import { tellTransaction } from './tell-transaction.ts';

/** What never arrived is sent again; of what may have been done the packs are looked at first. */
export const retryTransaction =
  ({
    transactions,
    registryTable,
    now,
    wake,
  }: Pick<ApiNeeds, 'transactions' | 'registryTable' | 'now' | 'wake'>): Endpoint =>
  async (request) => {
    const { reason } = read(retryReason, json(request));
    const row = await findTransaction({ transactions }, request);
    const { tenant, id, state } = row;
    const isSame = row.retried?.by === request.caller && row.retried.reason === reason;
    if (state !== 'failed' && state !== 'unclear') {
      // Whoever lost the answer sends the very same again: it was done.
      if (isSame) return { status: 202, body: tellTransaction(row) };
      throw new Refused(
        refuse('conflict', `the transaction is ${state}`, { remedy: 'only what failed or is unclear is tried again' }),
      );
    }
    const at = now();
    const entry = entryOf(request, at.toISOString(), 'nmvs-retried', `nmvs-transaction ${id}`, {
      detail: { was: state, reason },
    });
    const begun = await transactions.reopen(
      row,
      { by: request.caller, at: at.toISOString(), reason },
      at,
      auditPut(registryTable, tenant, entry),
    );
    if (begun === 'begun') await wake({ tenant, transaction: id });
    return { status: 202, body: tellTransaction(await findTransaction({ transactions }, request)) };
  };
