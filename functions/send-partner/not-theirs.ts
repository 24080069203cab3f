import { inLanes } from '#common/store/batches.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { documentOfCapture } from '#common/store/inbound-row.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Documents looked up at once. */
const LANES = 8;

interface Told {
  readonly tenant: string;
  readonly partner: Pick<Partner, 'partner' | 'party'>;
  /** Ids of events that are told whoever told them to us: the shipment itself. */
  readonly always: readonly string[];
}

/**
 * Events that we were not told by the partner, nor by others about numbers of the partner's own. Whoever sent goods on told us how they began and were packed: told back to where they
 * come from, of a part of the goods, its own events would be others to it. What we made ourselves is always told.
 */
export async function notTheirs(
  inbound: Pick<InboundDocuments, 'get'>,
  { tenant, partner, always }: Told,
  events: readonly StoredEvent[],
): Promise<StoredEvent[]> {
  const documents = [...new Set(events.flatMap(({ captureId }) => documentOfCapture(captureId) ?? []))];
  const rows = await inLanes(documents, (documentId) => inbound.get(tenant, documentId), LANES);
  const senders = new Map(rows.map((row, i) => [documents[i], row?.partner]));
  const isOwn = ownNumbers(partner);
  return events.filter((stored) => {
    const from = senders.get(documentOfCapture(stored.captureId));
    if (from === undefined || always.includes(stored.eventId)) return true;
    return from !== partner.partner && !mentionsOf(stored.event).every(({ epc }) => isOwn(epc));
  });
}

/** True for numbers under the company prefix of a PGLN URN: behind the indicator of a GTIN, or the extension digit of an SSCC. */
function ownNumbers({ party }: Pick<Partner, 'party'>): (epc: string) => boolean {
  const [prefix = party] = party.slice('urn:epc:id:pgln:'.length).split('.');
  return (epc) => {
    const key = canonicalKey(epc)?.primary;
    return (key?.ai === '01' || key?.ai === '00') && key.value.startsWith(prefix, 1);
  };
}
