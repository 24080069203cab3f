import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { auditPut } from '#common/store/audit.ts';
import { changedMeanwhile, findListener } from './find-listener.ts';
import type { Needs } from './needs.ts';

/** Ends a listener: what is being told is the last. */
export const deleteListener =
  (needs: Pick<Needs, 'listeners' | 'registryTable' | 'now'>): Endpoint =>
  async (request) => {
    const row = await findListener(needs, request);
    const { tenant, listener, name, url } = row;
    const at = needs.now().toISOString();
    const entry = entryOf(request, at, 'listener-removed', `listener ${listener}`, { detail: { name, url } });
    const removed = await needs.listeners.remove(row, auditPut(needs.registryTable, tenant, entry));
    if (removed === 'moved') throw changedMeanwhile(listener);
    return { status: 204 };
  };
