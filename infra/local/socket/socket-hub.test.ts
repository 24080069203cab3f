import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type FrontDoor, openFrontDoor } from '../http/front-door.ts';
import { quotas, type SocketApi, type SocketLimits } from './socket-api.ts';
import { socketHub } from './socket-hub.ts';

const opened: { hub: ReturnType<typeof socketHub>; door: FrontDoor; socket: WebSocket }[] = [];
afterEach(async () => {
  for (const { hub, door, socket } of opened.splice(0)) {
    socket.terminate();
    await hub.close();
    await door.close(100);
  }
});

/** A hub whose functions answer 200 to everything, and a client of it; `told` are the events the functions saw. */
async function connect(limits: Partial<SocketLimits>) {
  const told: unknown[] = [];
  const route = { fn: 'one', timeoutMs: 5_000, answers: false };
  const api: SocketApi = {
    id: 'api',
    routes: new Map([
      ['$connect', route],
      ['$disconnect', route],
    ]),
  };
  const invoke = async (_: string, event: unknown) => {
    told.push(event);
    return { statusCode: 200 };
  };
  const hub = socketHub(api, 'stream', { invoke, log: () => undefined }, { ...quotas, ...limits });
  const door = await openFrontDoor(0);
  door.mount('/stream', hub.manage);
  door.upgrade(
    () => true,
    (request, socket, head) => void hub.take({ request, socket, head }, ''),
  );
  const socket = new WebSocket(`${door.url.replace('http', 'ws')}/stream`, { autoPong: false });
  opened.push({ hub, door, socket });
  await once(socket, 'open');
  const id = String(Object(told[0]).requestContext.connectionId);
  const post = (body: string) =>
    fetch(`${door.url}/stream/@connections/${encodeURIComponent(id)}`, { method: 'POST', body });
  return { socket, told, post, hub };
}

test('a connection without a sign of life is closed, and the function told', async () => {
  const { socket, told, hub } = await connect({ idleMs: 30 });
  expect((await once(socket, 'close'))[0]).toBe(1001);
  await hub.close();
  expect(told).toMatchObject([
    { requestContext: { routeKey: '$connect' } },
    { requestContext: { routeKey: '$disconnect', disconnectStatusCode: 1001, disconnectReason: 'Going away' } },
  ]);
});

test('a connection is closed at the end of its life, however alive', async () => {
  const { socket } = await connect({ lifetimeMs: 100 });
  const pings = setInterval(() => socket.ping(), 10);
  expect((await once(socket, 'close'))[0]).toBe(1001);
  clearInterval(pings);
});

test('a client that does not read is not told more than may wait for it', async () => {
  const { socket, post } = await connect({ waitingBytes: 1024 });
  socket.pause();
  const statuses = new Set<number>();
  for (let i = 0; i < 400 && !statuses.has(429); i++) statuses.add((await post('x'.repeat(100_000))).status);
  expect([...statuses]).toEqual([200, 429]);
});
