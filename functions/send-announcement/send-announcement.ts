import type { AnnouncementMessage } from '#shared/messages/queue-messages.ts';
import { type OrderNeeds, orderAndAsk } from './order-and-ask.ts';
import { type RunNeeds, runListener } from './run-listener.ts';

/** What the announcement queue asks for: the order of what happened, or a turn of one listener. */
export const sendAnnouncement =
  (needs: OrderNeeds & RunNeeds) =>
  (message: AnnouncementMessage): Promise<void> =>
    'listener' in message ? runListener(needs, message) : orderAndAsk(needs, message.tenant);
