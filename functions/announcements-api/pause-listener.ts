import { entryOf } from '#common/entry-of.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { announcementQueries } from '#common/queries/announcements.ts';
import { badQuery, readQuery } from '#common/query-parameters.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Skip } from '#common/store/listener-runs.ts';
import type { Listener } from '#common/store/listeners.ts';
import { PLACE } from '#shared/announcements/place.ts';
import { refuse } from '#shared/refusal.ts';
import { changedMeanwhile, findListener } from './find-listener.ts';
import type { Needs } from './needs.ts';
import { tellListener } from './tell-listener.ts';
import { wakeOrSweep } from './wake-or-sweep.ts';

type PauseNeeds = Pick<Needs, 'announcements' | 'listeners' | 'runs' | 'registryTable' | 'wake' | 'now'>;

/** Has a listener told nothing until it is resumed. What happens meanwhile waits, as long as it is kept. */
export const pauseListener =
  (needs: PauseNeeds): Endpoint =>
  async (request) => {
    const row = await findListener(needs, request);
    const paused = row.paused ? row : await change(needs, request, row, true);
    return answer(needs, paused);
  };

/**
 * Has a listener that is paused, parked or stopped told again, at once, with what it was not told; with `?after=` behind a cursor, so that one message that its
 * receiver never takes does not keep all others from it. What is passed over stays in the log, and can be polled.
 */
export const resumeListener =
  (needs: PauseNeeds): Endpoint =>
  async (request) => {
    const { after } = readQuery(announcementQueries['POST /api/listeners/{listener}/resume'], request);
    const before = await findListener(needs, request);
    const to = after === undefined ? undefined : await skipTo(needs, before, after);
    // The trail says that somebody had it resumed, also where it was not paused.
    const row = await change(needs, request, before, false, after);
    const { tenant, listener } = row;
    if ((await needs.runs.resume(tenant, listener, needs.now(), to)) === 'gone' && to !== undefined)
      throw new Refused(
        refuse('busy', `listener ${listener} is just being told something`, { remedy: 'send it again in a minute' }),
      );
    await wakeOrSweep(needs, { tenant, listener });
    return answer(needs, row);
  };

/** Where it goes on: behind a cursor that it has not passed yet, in what is told for the first time or once more. */
async function skipTo(
  { runs, announcements, now }: PauseNeeds,
  { tenant, listener }: Listener,
  after: string,
): Promise<Skip> {
  if (!PLACE.test(after)) throw badQuery('after', 'is no cursor', 'give `cursor` of the message that is passed over');
  const run = (await runs.of(tenant, [listener])).get(listener);
  const { place = '', replay } = run ?? {};
  if (after > (await announcements.end(tenant, now())))
    throw badQuery('after', 'is behind all that happened', 'give `cursor` of the message that is passed over');
  if (after >= place) return { seen: place, change: { place: after } };
  if (replay !== undefined && after >= replay.place && after <= replay.until)
    return { seen: place, change: { replay: { ...replay, place: after } } };
  throw badQuery('after', `was told already: it is at ${place}`, 'POST …/replay tells what was told once more');
}

async function change(
  needs: PauseNeeds,
  request: Request,
  row: Listener,
  paused: boolean,
  after?: string,
): Promise<Listener> {
  const at = needs.now();
  const act = paused ? 'listener-paused' : 'listener-resumed';
  const more = after === undefined ? {} : { detail: { after } };
  const entry = entryOf(request, at.toISOString(), act, `listener ${row.listener}`, more);
  const audit = auditPut(needs.registryTable, row.tenant, entry);
  if ((await needs.listeners.change(row, { paused }, at, audit)) === 'moved') throw changedMeanwhile(row.listener);
  return { ...row, paused, updatedAt: at.toISOString() };
}

async function answer({ runs, now }: PauseNeeds, row: Listener) {
  const run = (await runs.of(row.tenant, [row.listener])).get(row.listener);
  return { status: 200, body: tellListener(row, run, now()) };
}
