import type { Outbound } from '#common/freeze-message.ts';
import type { writeByMapping } from '#common/mapping/write-by-mapping.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { type Gathered, type GatherNeeds, gatherFrom } from '#common/us/gather-shipment.ts';
import type { UsMasterDataNeeds } from '#common/us/us-master-data.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { jsonDocument } from '#shared/epcis/write-json.ts';
import type { Partner, partnerDocuments } from '#shared/master-data/partner.ts';
import { refuse } from '#shared/refusal.ts';
import type { UsRelease } from '#shared/regimes/us/guideline.ts';
import { toldParts, wholeEvent } from '#shared/trace/told-parts.ts';
import { gatherRevocation, type Revocation } from './gather-revocation.ts';
import { notTheirs } from './not-theirs.ts';
import { type ToldNeeds, toldMasterData } from './told-master-data.ts';
import { writeUsDocument } from './write-us-document.ts';

export interface WriteNeeds extends GatherNeeds, UsMasterDataNeeds {
  readonly registry: UsMasterDataNeeds['registry'] & ToldNeeds['registry'];
  readonly deliveries: Pick<Deliveries, 'get'>;
  readonly inbound: Pick<InboundDocuments, 'get'>;
  /** Writes what goes to partners that have a mapping for it. */
  readonly byMapping?: ReturnType<typeof writeByMapping>;
  readonly now: () => Date;
}

/**
 * The shipment of a delivery, or what takes one back, as one document in the form its partner wants: by the partner's mapping, after the GS1 US guideline, or as EPCIS
 * 2.0 JSON.
 *
 * @throws Refused where it cannot be told, or its receiver would refuse it
 */
export async function writeShipment(needs: WriteNeeds, delivery: Delivery, partner: Partner): Promise<Outbound> {
  const { tenant, subject } = delivery;
  const { eventIds = [] } = subject;
  const found = await needs.ledger.eventsById(tenant, eventIds);
  if (found.length === 0) orRefuse(refuse('not-found', `no event ${eventIds.join(', ')}`));
  const gathered =
    (await gatherRevocation(needs, delivery, found)) ?? (await gatherFrom(needs.unitEvents, tenant, found));
  const requestId = messageId(delivery);
  const release = partner.document && releases[partner.document];
  const mapping = partner.mapping?.out;
  if (mapping === undefined && release !== undefined) {
    const body = await writeUsDocument(needs, tenant, gathered, { release, instance: requestId });
    return { requestId, method: 'POST', path: '', headers: { 'content-type': 'application/xml; charset=utf-8' }, body };
  }
  const events = await toldOf(needs, delivery, partner, gathered);
  if (mapping !== undefined) return mapped(needs, tenant, { mapping, partner, events, requestId });
  const masterData = await toldMasterData(needs, tenant, events);
  const head = { form: 'EPCISDocument', context: {}, creationDate: needs.now().toISOString() } as const;
  const whole = jsonDocument({ ...head, ...(masterData.length > 0 && { masterData }), events });
  const headers = { 'content-type': 'application/json', 'gs1-epcis-version': '2.0.0' };
  return { requestId, method: 'POST', path: '', headers, body: Buffer.from(JSON.stringify(whole)) };
}

/** What takes a shipment back is told alone; of a shipment, how its goods began and were packed. */
async function toldOf(
  { inbound }: WriteNeeds,
  { tenant, subject }: Delivery,
  partner: Partner,
  gathered: Gathered | Revocation,
): Promise<EpcisEvent[]> {
  if ('stored' in gathered) return [wholeEvent(gathered.stored)];
  const told = await notTheirs(inbound, { tenant, partner, always: subject.eventIds ?? [] }, gathered.events);
  return toldParts(told, gathered.inside);
}

/** The first message goes under the delivery's id; what a person has sent anew after a rejection is written anew, so it is another message. */
export const messageId = ({ deliveryId, round }: Delivery) => (round === 1 ? deliveryId : `${deliveryId}-${round}`);

const releases: Partial<Record<(typeof partnerDocuments)[number], UsRelease>> = {
  'gs1-us-r1.2': 'r1.2',
  'gs1-us-r1.3': 'r1.3',
};

interface ToMap {
  readonly mapping: string;
  readonly partner: Partner;
  readonly events: readonly EpcisEvent[];
  readonly requestId: string;
}

async function mapped(
  needs: WriteNeeds,
  tenant: string,
  { mapping, partner, events, requestId }: ToMap,
): Promise<Outbound> {
  const write = orRefuse(needs.byMapping ?? refuse('unsupported', `mapping ${mapping} is not known to this sender`));
  const own = orRefuse((await needs.registry.tenant(tenant)) ?? refuse('conflict', 'the tenant has no profile'));
  const [sender, receiver] = [own.party, partner.party];
  const masterData = await toldMasterData(needs, tenant, events);
  const written = await write(tenant, mapping, {
    events,
    masterData,
    sender,
    receiver,
    id: requestId,
    at: needs.now().toISOString(),
  });
  if (!('body' in written)) {
    const [first = refuse('unsupported', 'nothing was written'), ...others] = written;
    throw new Refused(others.length === 0 ? first : { ...first, detail: told([first, ...others]) });
  }
  const headers = { 'content-type': written.contentType };
  const fileName = `${requestId}.${written.fileExtension}`;
  return { requestId, method: 'POST', path: '', headers, body: written.body, fileName, mapping: written.mapping };
}

/** Problems told of one document. */
const NAMED = 10;

export function told(all: readonly { readonly at?: string | undefined; readonly detail: string }[]): string {
  const named = all.slice(0, NAMED).map(({ at, detail }) => (at === undefined ? detail : `${at}: ${detail}`));
  return named.join('; ') + (all.length > NAMED ? `; and ${all.length - NAMED} more` : '');
}
