import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Listener, Listeners } from '#common/store/listeners.ts';
import { refuse } from '#shared/refusal.ts';

/** The listener that the path names. @throws Refused `not-found` */
export async function findListener(
  { listeners }: { readonly listeners: Pick<Listeners, 'get'> },
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<Listener> {
  const id = path['listener'] ?? '';
  const found = await listeners.get(tenant, id);
  if (found !== undefined) return found;
  throw new Refused(
    refuse('not-found', `no listener ${id}`, {
      at: 'listener',
      remedy: 'GET /api/listeners lists those that there are',
    }),
  );
}

/** Somebody else was faster. */
export const changedMeanwhile = (id: string) =>
  new Refused(
    refuse('conflict', `listener ${id} was changed meanwhile`, { remedy: `GET /api/listeners/${id} and decide again` }),
  );
