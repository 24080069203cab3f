import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { IDLE_MS } from '../people/sessions.ts';
import { openDatabase } from '../store/database.ts';
import { at, storesOf, temporary } from '../testing/builders.ts';
import { reached } from '../testing/reached.ts';
import { hire, PASSWORD, staffOf } from '../testing/staff.ts';
import { Live, NOT_PERMITTED, SESSION_OVER } from './live.ts';
import { type Hmi, openHmi } from './server.ts';

let home: ReturnType<typeof temporary>;
let stores: ReturnType<typeof storesOf>;
let staff: ReturnType<typeof staffOf>;
let hmi: Hmi;
let live: Live;
let status: { site: string; lines: { line: string; state: string; batch?: { printed: number } }[] };
let sockets: WebSocket[];
beforeEach(async () => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  staff = staffOf(stores.db);
  sockets = [];
  status = { site: 'plant', lines: [{ line: 'line-1', state: 'Idle' }] };
  live = new Live({ ...staff, status: () => structuredClone(status), log: () => undefined, lookMs: 20 });
  hmi = await openHmi({ status: () => status, api: async () => undefined, live }, 0);
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await hmi.close();
  stores.db.close();
  home.remove();
});

/** A page that listens: what it was told, one after the other, and how it ended. */
function page(headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${hmi.url.replace('http', 'ws')}api/live`, { headers });
  sockets.push(socket);
  const told: unknown[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    told.push(JSON.parse(String(data)));
    waiting.shift()?.();
  });
  const ended = new Promise<number>((resolve) => {
    socket.on('close', resolve);
    socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode));
    socket.on('error', () => undefined);
  });
  const next = async () => {
    if (told.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return told.shift();
  };
  return {
    socket,
    next,
    ended,
    greet: (token: string) => socket.on('open', () => socket.send(JSON.stringify({ token }))),
  };
}

async function signedIn(): Promise<string> {
  await hire(staff.people, 'otto', 'operator');
  const opened = await staff.sessions.open('otto', PASSWORD);
  return 'token' in opened ? opened.token : '';
}

describe('what is told live', () => {
  test('begins with the whole status and goes on with what changes, members that are gone among it', async () => {
    const token = await signedIn();
    const { next, greet } = page();
    greet(token);
    expect(await next()).toEqual({ kind: 'status', status });
    status = { site: 'plant', lines: [{ line: 'line-1', state: 'Execute', batch: { printed: 1 } }] };
    const lines = { 'line-1': { state: 'Execute', batch: { printed: 1 } } };
    expect(await next()).toEqual({ kind: 'change', site: {}, lines });
    status = { site: 'other', lines: [{ line: 'line-1', state: 'Execute' }] };
    expect(await next()).toEqual({ kind: 'change', site: { site: 'other' }, lines: { 'line-1': { batch: null } } });
  });

  test('is for those who are signed in', async () => {
    await signedIn();
    const { greet, ended } = page();
    greet('made up');
    expect(await ended).toBe(SESSION_OVER);
  });

  test('is not for somebody who has a password to choose yet, whose session goes on', async () => {
    const token = await signedIn();
    staff.people.setPassword('otto', 'a hash', 'emma', at);
    const { greet, ended } = page();
    greet(token);
    expect(await ended).toBe(NOT_PERMITTED);
    expect(staff.sessions.whose(token)).toMatchObject({ username: 'otto', mustChange: true });
  });

  test('says that it is still there where nothing happens', async () => {
    await hmi.close();
    live = new Live({ ...staff, status: () => structuredClone(status), log: () => undefined, aliveMs: 20 });
    hmi = await openHmi({ status: () => status, api: async () => undefined, live }, 0);
    const { next, greet } = page();
    greet('');
    expect(await next()).toMatchObject({ kind: 'status' });
    expect(await next()).toEqual({ kind: 'alive' });
  });

  test('is for anyone at this machine where nobody signs in', async () => {
    const { next, greet } = page();
    greet('');
    expect(await next()).toMatchObject({ kind: 'status' });
  });

  test('is for no other site’s page', async () => {
    expect(await page({ origin: 'https://evil.example' }).ended).toBe(403);
    expect(await page({ host: 'evil.example' }).ended).toBe(403);
  });

  test('goes on for the others when a page does not keep up, which is dropped', async () => {
    const [slow, quick] = [page(), page()];
    slow.greet('');
    await slow.next();
    slow.socket.pause();
    let told = 0;
    Object.defineProperty(status, 'site', { enumerable: true, get: () => `${told++}`.padEnd(4_000_000, 'x') });
    await reached(() => live.listening === 0);
    status = { site: 'plant', lines: [] };
    quick.socket.send(JSON.stringify({ token: '' }));
    expect(await quick.next()).toEqual({ kind: 'status', status });
  });

  test('ends with the session', async () => {
    const token = await signedIn();
    const { next, greet, ended } = page();
    greet(token);
    await next();
    staff.clock.now += IDLE_MS;
    expect(await ended).toBe(SESSION_OVER);
  });
});
