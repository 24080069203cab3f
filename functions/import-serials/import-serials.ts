import { batchHandler } from '#common/batch.ts';
import type { ImportNeeds } from '#common/imports/import-needs.ts';
import { runImport } from '#common/imports/run-import.ts';
import { importQueueMessage } from '#shared/messages/queue-messages.ts';

// A refused message names no import that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

/** Brings in the lists that messages name. While another list of the GTIN comes in, a message goes back to the queue. */
export const importSerials = (needs: ImportNeeds) =>
  batchHandler(
    importQueueMessage,
    async ({ tenant, pool, importId }) => void (await runImport(needs, tenant, pool, importId)),
    forget,
  );
