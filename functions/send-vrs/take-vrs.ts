import type { Take } from '#common/batch.ts';
import type { VrsMessage } from '#shared/messages/queue-messages.ts';

/** What a message of the queue asks for: a verification is asked again, or the directory is fetched. */
export const takeVrs =
  (
    run: (tenant: string, id: string) => Promise<void>,
    fetchDirectory: (tenant: string) => Promise<void>,
  ): Take<VrsMessage> =>
  (message) =>
    'verification' in message ? run(message.tenant, message.verification) : fetchDirectory(message.tenant);
