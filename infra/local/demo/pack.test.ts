import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeServer, listen } from '../http/listen.ts';
import { Answered } from './client.ts';
import { packBatch } from './pack.ts';

const lot = {
  lot: 'DEMO0001',
  gtin: '09521321543218',
  expiry: '2028-12-31',
  quantity: 24,
  state: 'assigned',
  createdAt: '2026-01-01T00:00:00Z',
};
const binFull = {
  code: 'bin-full',
  detail: '25 cartons',
  stops: true,
  remedy: 'Empty it.',
  raisedAt: '2026-01-01T00:00:01Z',
};

let server: Server;
let hmiUrl: string;
let alarms: object[];
let devices: Record<string, string>;
let acknowledged: number;
beforeEach(async () => {
  alarms = [];
  devices = { printer: 'up' };
  acknowledged = 0;
  server = createServer((request, response) => {
    if (request.method === 'POST') acknowledged++;
    response.end(JSON.stringify({ lines: [{ line: 'line-1', devices, alarms }] }));
  });
  hmiUrl = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterEach(() => closeServer(server));

/** A batch of which the line never reports anything, until `call` says otherwise. */
function batch(call: (path: string) => object) {
  const told: string[] = [];
  let shown = 0;
  const giveUp = new AbortController();
  const packed = packBatch({
    owner: {
      clientId: '',
      clientSecret: '',
      call: async (_, path) => ({ status: 200, body: path === '/api/lots' ? { lots: [lot] } : call(path) }),
    },
    signer: { signIn: async () => {}, call: async () => ({ status: 200, body: {} }) },
    progress: { show: () => shown++, end: () => (shown = 0) },
    hmiUrl,
    operator: { username: 'otto', name: 'Otto', role: 'operator', password: 'x' },
    units: 24,
    standsMs: 0,
    signal: giveUp.signal,
    say: () => {},
    warn: (line) => void told.push(line),
  });
  return { packed, told, giveUp, shown: () => shown };
}

test('an alarm that needs a person is told with its remedy, and ends a batch to which nobody comes', async () => {
  alarms = [binFull];
  const { packed, told } = batch(() => lot);
  await expect(packed).rejects.toThrow('nobody came in 0 s: ALARM line-1 stands: bin-full: 25 cartons');
  expect(told).toEqual(['ALARM line-1 stands: bin-full: 25 cartons · Empty it.']);
  expect(acknowledged).toBe(0);
});

test('an answer that fails does not end it', async () => {
  let asked = 0;
  const { packed } = batch(() => {
    if (asked++ === 0) throw new Answered(503, 'busy');
    alarms = [binFull];
    return lot;
  });
  await expect(packed).rejects.toThrow('nobody came');
  expect(asked).toBeGreaterThan(1);
});

test('given up, it leaves no bar on the terminal', async () => {
  const { packed, giveUp, shown } = batch(() => {
    giveUp.abort();
    return lot;
  });
  await expect(packed).rejects.toThrow('abort');
  expect(shown()).toBe(0);
});
