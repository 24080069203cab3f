import { entryOf } from '#common/entry-of.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Listener } from '#common/store/listeners.ts';
import { changedMeanwhile, findListener } from './find-listener.ts';
import type { Needs } from './needs.ts';
import { tellListener } from './tell-listener.ts';

type PauseNeeds = Pick<Needs, 'listeners' | 'runs' | 'registryTable' | 'wake' | 'now'>;

/** Has a listener told nothing until it is resumed. What happens meanwhile waits, as long as it is kept. */
export const pauseListener =
  (needs: PauseNeeds): Endpoint =>
  async (request) => {
    const row = await findListener(needs, request);
    const paused = row.paused ? row : await change(needs, request, row, true);
    return answer(needs, paused);
  };

/** Has a listener that is paused, parked or stopped told again, at once, with what it was not told. */
export const resumeListener =
  (needs: PauseNeeds): Endpoint =>
  async (request) => {
    // The trail says that somebody had it resumed, also where it was not paused.
    const row = await change(needs, request, await findListener(needs, request), false);
    const { tenant, listener } = row;
    await needs.runs.resume(tenant, listener, needs.now());
    await needs.wake({ tenant, listener });
    return answer(needs, row);
  };

async function change(needs: PauseNeeds, request: Request, row: Listener, paused: boolean): Promise<Listener> {
  const at = needs.now();
  const act = paused ? 'listener-paused' : 'listener-resumed';
  const entry = entryOf(request, at.toISOString(), act, `listener ${row.listener}`);
  const audit = auditPut(needs.registryTable, row.tenant, entry);
  if ((await needs.listeners.change(row, { paused }, at, audit)) === 'moved') throw changedMeanwhile(row.listener);
  return { ...row, paused, updatedAt: at.toISOString() };
}

async function answer({ runs, now }: PauseNeeds, row: Listener) {
  const run = (await runs.of(row.tenant, [row.listener])).get(row.listener);
  return { status: 200, body: tellListener(row, run, now()) };
}
