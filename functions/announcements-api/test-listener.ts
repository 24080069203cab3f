import { randomUUID } from 'node:crypto';
import type { Endpoint } from '#common/http.ts';
import { postAnnouncement } from '#common/listeners/post-announcement.ts';
import { placeBefore } from '#shared/announcements/place.ts';
import { findListener } from './find-listener.ts';
import type { Needs } from './needs.ts';
import { noteDeed } from './note-deed.ts';

/** Sends a listener a message of the kind `listener.test`, signed as all others are, and tells what was answered. It says nothing of anything that happened. */
export const testListener =
  (needs: Needs): Endpoint =>
  async (request) => {
    const row = await findListener(needs, request);
    const at = needs.now();
    const told = {
      id: `test_${randomUUID()}`,
      type: 'listener.test',
      version: 1,
      timestamp: at.toISOString(),
      subject: `listener ${row.listener}`,
      data: { listener: row.listener, name: row.name },
      links: { self: `/api/listeners/${row.listener}` },
      cursor: placeBefore(at),
    };
    await noteDeed(needs, request, row, 'listener-tested', { message: told.id });
    const { entry } = await postAnnouncement(needs, row, told, 'test');
    await needs.log.add(row.tenant, row.listener, entry);
    return { status: 200, body: entry };
  };
