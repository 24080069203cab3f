import type { Take } from '#common/batch.ts';
import type { NoticeMessage } from '#shared/messages/queue-messages.ts';

/** What a message of the queue asks for: a notice is read and followed, or new ones of a market are fetched. */
export const takeNotice =
  (
    run: (tenant: string, notice: string) => Promise<void>,
    fetchNotices: (tenant: string, market: string) => Promise<void>,
  ): Take<NoticeMessage> =>
  (message) =>
    'notice' in message ? run(message.tenant, message.notice) : fetchNotices(message.tenant, message.market);
