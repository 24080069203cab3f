import { inLanes } from '#common/store/batches.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { documentOfCapture } from '#common/store/inbound-row.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Documents looked up at once. */
const LANES = 8;

/**
 * Events that did not come from the partner itself. Who sent goods to us told us how they began and were packed: told back, and of a part of the goods, its own events would
 * be others to it.
 *
 * @param always ids of events that are told whoever told them: the shipment itself
 */
export async function notTheirs(
  inbound: Pick<InboundDocuments, 'get'>,
  {
    tenant,
    partner,
    always,
  }: { readonly tenant: string; readonly partner: string; readonly always: readonly string[] },
  events: readonly StoredEvent[],
): Promise<StoredEvent[]> {
  const documents = new Set(events.flatMap(({ captureId }) => documentOfCapture(captureId) ?? []));
  const theirs = new Set<string>();
  const look = async (documentId: string) => {
    if ((await inbound.get(tenant, documentId))?.partner === partner) theirs.add(documentId);
  };
  await inLanes([...documents], look, LANES);
  return events.filter(
    ({ eventId, captureId }) => always.includes(eventId) || !theirs.has(documentOfCapture(captureId) ?? ''),
  );
}
