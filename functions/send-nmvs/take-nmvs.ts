import type { Take } from '#common/batch.ts';
import type { NmvsMessage } from '#shared/messages/queue-messages.ts';

type Do = (tenant: string, what: string) => Promise<void>;

/** What a message of the queue asks for: a transaction is brought on, or a country's alerts are fetched. */
export const takeNmvs =
  (bringOn: Do, fetchAlerts: Do): Take<NmvsMessage> =>
  (message) =>
    'transaction' in message
      ? bringOn(message.tenant, message.transaction)
      : fetchAlerts(message.tenant, message.country);
