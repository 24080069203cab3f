import { once } from 'node:events';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { EpcisServer } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, type Theme } from './conformance-case.ts';
import { namedQuery } from './query-cases.ts';
import { firstOf } from './receiver.ts';
import { packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, WebSocket';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

/** An open stream of a named query. */
async function opened(server: EpcisServer, path: string, query: Record<string, string>) {
  const socket = await dialled(server, path, query);
  const messages: string[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    messages.push(String(data));
    for (const look of waiting) look();
  });
  await once(socket, 'open');
  return {
    messages,
    message: (text: string) => firstOf(messages, waiting, (message) => message.includes(text)),
    close: () => socket.terminate(),
  };
}

async function dialled(
  { url, token }: EpcisServer,
  path: string,
  query: Record<string, string>,
  tenant = 'acme-pharma',
) {
  const address = `${url.replace('http', 'ws')}/epcis${path}/events?${new URLSearchParams(query)}`;
  return new WebSocket(address, { headers: { authorization: `Bearer ${await token(tenant)}` } });
}

/** Status with which a stream is not opened. */
async function refusal(
  server: EpcisServer,
  path: string,
  query: Record<string, string>,
  tenant?: string,
): Promise<number> {
  const socket = await dialled(server, path, query, tenant);
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  socket.terminate();
  return response.statusCode;
}

async function aQuery(server: EpcisServer) {
  const epc = packOf(server.fresh('s'));
  return { epc, ...(await namedQuery(server, { MATCH_epc: [epc] })) };
}
const store = async (server: EpcisServer, epc: string, tenant?: string) =>
  (await storedEvent(server, { epcList: [epc] }, tenant)).eventID;

const open: ConformanceCase[] = [
  one(
    'GET /queries/{queryName}/events, Upgrade: websocket',
    'streams each matching event as a query document, and no other tenant’s',
    async (server) => {
      const { epc, name, path } = await aQuery(server);
      const stream = await opened(server, path, { stream: 'true' });
      const foreign = await store(server, epc, 'medico');
      const eventID = await store(server, epc);
      const document = JSON.parse(await stream.message(eventID));
      expect(document).toMatchObject({
        type: 'EPCISQueryDocument',
        epcisBody: { queryResults: { queryName: name, resultsBody: { eventList: [{ eventID }] } } },
      });
      expect(stream.messages.join()).not.toContain(foreign);
      stream.close();
    },
  ),
  one('stream, initialRecordTime', 'tells first what was captured since', async (server) => {
    const { epc, path } = await aQuery(server);
    const eventID = await store(server, epc);
    const stream = await opened(server, path, { stream: 'true', initialRecordTime: '2026-01-01T00:00:00Z' });
    await stream.message(eventID);
    stream.close();
  }),
  one(
    'stream, schedule',
    'tells at the times of a schedule, also that there was nothing when asked to',
    async (server) => {
      const { epc, path } = await aQuery(server);
      const stream = await opened(server, path, { second: '[0-59]', reportIfEmpty: 'true' });
      await stream.message('"eventList":[]');
      await stream.message(await store(server, epc));
      stream.close();
    },
  ),
  one(
    'stream, announced',
    'OPTIONS of the events of a query tells where else a stream can be opened',
    async (server) => {
      const answered = await server.ask({ method: 'OPTIONS', path: '/queries/q/events' });
      expectAnswer(answered, { status: 204, headers: { link: /^<wss?:\/\/[^>]+queryName=q>; rel="stream"$/ } });
    },
  ),
];

const refused: ConformanceCase[] = [
  one('stream, both stream and schedule', 'is not opened', async (server) => {
    const { path } = await aQuery(server);
    expect(await refusal(server, path, { stream: 'true', hour: '5' })).toBe(400);
  }),
  one('stream, neither stream nor schedule', 'is not opened', async (server) => {
    const { path } = await aQuery(server);
    expect(await refusal(server, path, {})).toBe(400);
  }),
  one('stream, of no query', 'is not opened, nor of another tenant’s', async (server) => {
    const { path } = await aQuery(server);
    expect(await refusal(server, '/queries/nobodys', { stream: 'true' })).toBe(404);
    expect(await refusal(server, path, { stream: 'true' }, 'medico')).toBe(404);
  }),
];

export const streamTheme: Theme = { name: 'stream', cases: [...open, ...refused] };
