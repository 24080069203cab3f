import type { Take } from '#common/batch.ts';
import type { As2Message, DeliveryQueueMessage } from '#shared/messages/queue-messages.ts';

/** What a message of the queue asks for: a delivery is brought on, or a receipt that we owe is sent. */
export const takeAs2 =
  (
    deliver: (message: DeliveryQueueMessage) => Promise<void>,
    tellReceipt: (tenant: string, id: string) => Promise<void>,
  ): Take<As2Message> =>
  (message) =>
    'deliveryId' in message ? deliver(message) : tellReceipt(message.tenant, message.receipt);
