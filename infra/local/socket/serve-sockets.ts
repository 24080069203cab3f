import type { FrontDoor } from '../http/front-door.ts';
import type { Host } from '../provider.ts';
import type { InvokeNeeds } from './invoke-route.ts';
import type { SocketApi } from './socket-api.ts';
import { socketHub } from './socket-hub.ts';
import { socketQuery } from './socket-query.ts';

export interface ServeNeeds extends InvokeNeeds {
  readonly door: Pick<FrontDoor, 'upgrade'>;
  readonly host: Pick<Host, 'mount' | 'onReady' | 'onStop'>;
}

/** Gives stages of WebSocket APIs their place at the front door, from when everything exists until this machine goes. */
export const serveSockets =
  ({ door, host, ...needs }: ServeNeeds) =>
  (api: SocketApi, stage: string): void => {
    const hub = socketHub(api, stage, needs);
    host.mount(`/${stage}`, hub.manage);
    host.onReady(() =>
      door.upgrade(
        ({ url = '/' }) => socketQuery(url, stage) !== undefined,
        (request, socket, head) =>
          void hub.take({ request, socket, head }, socketQuery(request.url ?? '/', stage) ?? ''),
      ),
    );
    host.onStop(hub.close);
  };
