import type { PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsTransactions } from '#common/store/nmvs-transactions.ts';

/** What an undo quotes: the ClientTrxId under which the earlier transaction was sent last, which is not its own where it was repeated. */
export async function refersTo(
  { transactions }: { transactions: Pick<NmvsTransactions, 'get'> },
  { tenant, undoes }: Pick<PackTransaction, 'tenant' | 'undoes'>,
): Promise<{ undoes?: string }> {
  if (undoes === undefined) return {};
  const before = await transactions.get(tenant, undoes);
  const sent = before?.evidence.findLast(
    ({ direction, operation }) => direction === 'sent' && operation === before.operation,
  );
  return { undoes: sent?.clientTrxId ?? undoes };
}
