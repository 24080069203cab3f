import type { Endpoint } from '#common/http.ts';
import { postAnnouncement } from '#common/listeners/post-announcement.ts';
import { Refused } from '#common/refused.ts';
import { tellAnnouncement } from '#shared/announcements/announcement.ts';
import { refuse } from '#shared/refusal.ts';
import { findListener } from './find-listener.ts';
import type { Needs } from './needs.ts';
import { noteDeed } from './note-deed.ts';

/** Tells a listener once more, at once, what an entry of its log is about: under the same id, marked as `replayed`. The answer says what came of it. */
export const resendDelivery =
  (needs: Needs): Endpoint =>
  async (request) => {
    const row = await findListener(needs, request);
    const n = request.path['n'] ?? '';
    const logged = await needs.log.get(row.tenant, row.listener, n);
    if (logged === undefined) throw gone(`no delivery ${n}`, 'GET …/deliveries lists those of thirty days');
    const placed = await needs.announcements.get(row.tenant, logged.event);
    if (placed === undefined)
      throw gone(`delivery ${n} was of no announcement that is kept`, 'a test is sent by POST …/test');
    await noteDeed(needs, request, row, 'listener-told-again', { event: logged.event, delivery: n });
    const { entry } = await postAnnouncement(needs, row, tellAnnouncement(placed, true), 'resend');
    await needs.log.add(row.tenant, row.listener, entry);
    return { status: 200, body: entry };
  };

const gone = (detail: string, remedy: string) => new Refused(refuse('not-found', detail, { at: 'n', remedy }));
