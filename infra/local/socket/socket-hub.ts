import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type Connection, holdConnection } from './connection.ts';
import { type InvokeNeeds, invokeWithin, statusOf, textOf } from './invoke-route.ts';
import { type Managed, manageConnections } from './manage-connections.ts';
import { shakeHands, type Upgrade } from './shake-hands.ts';
import { quotas, type SocketApi, type SocketLimits } from './socket-api.ts';
import { type Caller, connectEvent, disconnectEvent, identityOf, messageEvent } from './socket-event.ts';

/** A stage of a WebSocket API at work. */
export interface SocketHub {
  /** Opens a connection, or refuses it as the function behind `$connect` says. `query` is the query string it is opened with. */
  take(upgrade: Upgrade, query: string): Promise<void>;
  /** The management API, `/@connections/{id}` below whatever path it is mounted at. */
  readonly manage: RequestListener;
  /** Takes no more connections, says goodbye to the open ones, and tells the function of each. */
  close(): Promise<void>;
}

interface Here extends InvokeNeeds {
  readonly api: SocketApi;
  readonly stage: string;
  readonly limits: SocketLimits;
  readonly open: Map<string, Managed>;
  /** What must be finished before the hub is closed. */
  readonly inHand: Set<Promise<void>>;
  /** It takes no more connections. */
  closing: boolean;
}

/** Serves the connections of one stage. */
export function socketHub(api: SocketApi, stage: string, needs: InvokeNeeds, limits: SocketLimits = quotas): SocketHub {
  const here: Here = { ...needs, api, stage, limits, open: new Map(), inHand: new Set(), closing: false };
  return {
    take: (upgrade, query) => {
      const life = here.closing ? refuse(upgrade, limits) : live(here, upgrade, query);
      here.inHand.add(life);
      return life.finally(() => here.inHand.delete(life));
    },
    manage: manageConnections(here.open, limits),
    close: async () => {
      here.closing = true;
      for (const { connection } of here.open.values()) connection.close('away');
      await Promise.all(here.inHand);
    },
  };
}

async function refuse(upgrade: Upgrade, limits: SocketLimits): Promise<void> {
  await shakeHands(upgrade, async () => 503, limits);
}

/** A connection from the request to the end; the function is told of the end of whatever it agreed to. */
async function live(here: Here, upgrade: Upgrade, query: string): Promise<void> {
  const { api, stage, limits } = here;
  const { request } = upgrade;
  const identity = identityOf(request);
  const caller = { connectionId: newId(), request, identity, connectedAt: new Date(), apiId: api.id, stage };
  let agreed = false;
  const judge = async () => {
    const status = await askToConnect(here, caller, query);
    agreed = status >= 200 && status <= 299;
    return status;
  };
  const socket = await shakeHands(upgrade, judge, limits);
  if (socket === undefined) {
    if (agreed) await tellGone(here, caller, { code: 1006, reason: '' });
    return;
  }
  const connection = holdConnection(socket, limits);
  here.open.set(caller.connectionId, { ...caller, connection });
  socket.on('message', (data) => void hear(here, caller, connection, data.toString()));
  if (here.closing) connection.close('away');
  const closed = await connection.closed;
  here.open.delete(caller.connectionId);
  await tellGone(here, caller, closed);
}

/** As API Gateway makes them: sixteen characters, the last an equals sign. */
const newId = () => `${randomBytes(11).toString('base64url')}=`;

async function askToConnect(here: Here, caller: Caller, query: string): Promise<number> {
  const route = here.api.routes.get('$connect');
  return route === undefined ? 200 : statusOf(await invokeWithin(here, route, connectEvent(caller, query)));
}

async function tellGone(here: Here, caller: Caller, closed: Awaited<Connection['closed']>): Promise<void> {
  const route = here.api.routes.get('$disconnect');
  if (route !== undefined) await invokeWithin(here, route, disconnectEvent(caller, closed));
}

async function hear(here: Here, caller: Caller, connection: Connection, text: string): Promise<void> {
  const route = here.api.routes.get('$default');
  const result = route && (await invokeWithin(here, route, messageEvent(caller, text)));
  const { connectionId } = caller;
  if (result === undefined) connection.send(Buffer.from(JSON.stringify({ message: 'Forbidden', connectionId })));
  else if ('failed' in result)
    connection.send(Buffer.from(JSON.stringify({ message: 'Internal server error', connectionId })));
  else if (route?.answers) connection.send(Buffer.from(textOf(result)));
}
