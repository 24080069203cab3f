import type { Take } from '#common/batch.ts';
import type { DeliveryQueueMessage, PartnerMessage } from '#shared/messages/queue-messages.ts';

/** What a message of the queue asks for: a delivery is brought on, or all that is parked for a partner is sent again. */
export const takePartner =
  (
    deliver: (message: DeliveryQueueMessage) => Promise<void>,
    resend: (tenant: string, partner: string) => Promise<void>,
  ): Take<PartnerMessage> =>
  (message) =>
    'deliveryId' in message ? deliver(message) : resend(message.tenant, message.resendTo);
