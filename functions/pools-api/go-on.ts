import { runImport } from '#common/imports/run-import.ts';
import { Refused } from '#common/refused.ts';
import type { SerialImport } from '#common/store/serial-import-row.ts';
import { answerImport } from './answer-import.ts';
import type { ListNeeds } from './list-needs.ts';

/** Bytes of a list that is brought in while the caller waits; a larger one goes on by itself. */
const AT_ONCE = 500_000;

/** A small list is brought in at once; while another list of its GTIN is on its way it waits like a large one. */
export async function goOn(needs: ListNeeds, tenant: string, row: SerialImport) {
  if (row.bytes <= AT_ONCE)
    try {
      return answerImport(await runImport(needs, tenant, row.pool, row.importId));
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refused !== 'busy') throw error;
    }
  await needs.wakeImport({ tenant, pool: row.pool, importId: row.importId });
  return answerImport(row);
}
