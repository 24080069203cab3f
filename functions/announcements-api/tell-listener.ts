import { bothUntil, listenerSecret } from '#common/listeners/listener-secrets.ts';
import type { ListenerRun } from '#common/store/listener-run-row.ts';
import type { Listener } from '#common/store/listeners.ts';
import type { ListenerView } from '#shared/announcements/listeners-api.ts';

/** A listener as its resource shows it. @param run absent when it has just ended */
export function tellListener(row: Listener, run: ListenerRun | undefined, now: Date): ListenerView {
  const { listener, name, url, kinds, filter, secretGeneration, createdAt, updatedAt } = row;
  const until = bothUntil(row);
  const { state = 'stopped', place = '', failure, failingSince, lastToldAt, replay } = run ?? {};
  const told = Object.entries({ failure, failingSince, lastToldAt }).filter(([, value]) => value !== undefined);
  return {
    listener,
    name,
    url,
    kinds,
    filter,
    secretGeneration,
    ...(until !== undefined && until > now.toISOString() && { bothUntil: until }),
    state: row.paused && state !== 'stopped' ? 'paused' : state,
    ...Object.fromEntries(told),
    cursor: place,
    ...(replay && { replay: { cursor: replay.place, until: replay.until } }),
    createdAt,
    updatedAt,
  };
}

/** The same for whoever made or changed it: with the secret that its receiver needs. */
export const tellWithSecret = (root: Uint8Array, row: Listener, run: ListenerRun | undefined, now: Date) => ({
  ...tellListener(row, run, now),
  secret: listenerSecret(root, row),
});
