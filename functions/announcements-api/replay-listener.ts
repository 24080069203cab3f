import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { KEPT_DAYS } from '#common/store/announcements.ts';
import { auditPut } from '#common/store/audit.ts';
import { wantedReplay } from '#shared/announcements/listeners-api.ts';
import { isToCome, placeBefore } from '#shared/announcements/place.ts';
import { refuse } from '#shared/refusal.ts';
import { changedMeanwhile, findListener } from './find-listener.ts';
import type { Needs } from './needs.ts';
import { tellListener } from './tell-listener.ts';
import { wakeOrSweep } from './wake-or-sweep.ts';

const DAY_MS = 86_400_000;

/**
 * Has a listener told once more what was written down between two times, in order, under the same ids, marked as `replayed`. What happens meanwhile is told
 * beside it.
 */
export const replayListener =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const row = await findListener(needs, request);
    const { from, to } = read(wantedReplay, json(request));
    const at = needs.now();
    const first = new Date(from);
    if (at.getTime() - first.getTime() > KEPT_DAYS * DAY_MS)
      throw wrong('/from', `from is more than ${KEPT_DAYS} days ago`, 'give a later time');
    if (isToCome(first, at)) throw wrong('/from', 'from is to come', 'give a time that has passed');
    if (to !== undefined && new Date(to) <= first) throw wrong('/to', 'to is not after from', 'give a later time');
    const end = await needs.announcements.end(tenant, at);
    const asked = to === undefined ? end : placeBefore(new Date(to));
    const replay = { place: placeBefore(first), until: asked < end ? asked : end };
    const detail = { from, ...(to !== undefined && { to }) };
    const entry = entryOf(request, at.toISOString(), 'listener-replayed', `listener ${row.listener}`, { detail });
    const audit = auditPut(needs.registryTable, tenant, entry);
    if ((await needs.listeners.change(row, {}, at, audit)) === 'moved') throw changedMeanwhile(row.listener);
    if ((await needs.runs.replay(tenant, row.listener, replay, at)) === 'busy') throw busy(row.listener);
    await wakeOrSweep(needs, { tenant, listener: row.listener });
    const run = (await needs.runs.of(tenant, [row.listener])).get(row.listener);
    return { status: 202, body: tellListener(row, run, at) };
  };

const wrong = (at: string, detail: string, remedy: string) =>
  new Refused(refuse('malformed', detail, { at, rule: 'docs/integrators.md', remedy }));

const busy = (id: string) =>
  new Refused(
    refuse('conflict', `listener ${id} is being told something once more already`, {
      remedy: 'ask again when GET of it tells no replay any more',
    }),
  );
