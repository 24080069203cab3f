import type { Outbound } from '#common/freeze-message.ts';
import { resultOf } from '#common/inbound/result-of.ts';
import { orRefuse } from '#common/refused.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { ResultMessage } from '#shared/messages/inbound-api.ts';
import { takesResults } from '#shared/network/channel-problems.ts';
import type { PartnerMessage } from '#shared/production/partner-message.ts';
import { refuse } from '#shared/refusal.ts';
import { messageId } from './write-shipment.ts';

type Result = Extract<PartnerMessage, { readonly family: 'result' }>;

/**
 * What became of a document that the partner sent, as it stands now.
 *
 * @throws Refused where the document is gone, or the partner's channel takes no such messages
 */
export async function writeResult(
  { inbound }: { readonly inbound: Pick<InboundDocuments, 'get'> },
  delivery: Delivery,
  { partner, channel }: Partner,
  { document: id }: Result,
): Promise<Outbound> {
  // It may have got another channel since it was planned.
  if (!takesResults(channel))
    orRefuse(
      refuse('conflict', `partner ${partner} is reached by ${channel} now, by which no results are told`, {
        remedy: 'cancel the delivery',
      }),
    );
  const row = orRefuse(
    (await inbound.get(delivery.tenant, id)) ?? refuse('not-found', `document ${id} is gone`, { at: '/document' }),
  );
  const data = resultOf(row);
  const type = data.state === 'accepted' ? 'document.accepted' : 'document.rejected';
  const told: ResultMessage = { type, timestamp: row.settledAt ?? row.receivedAt, data };
  const requestId = messageId(delivery);
  const headers = { 'content-type': 'application/json' };
  const body = Buffer.from(JSON.stringify(told));
  return { requestId, method: 'POST', path: '', headers, body, fileName: `result-${requestId}.json` };
}
