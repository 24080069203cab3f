import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type WebSocket as Peer, WebSocketServer } from 'ws';

/** An agent at the wire, which says what a test has it say. */
let agent: Awaited<ReturnType<typeof openAgent>>;
let page: Awaited<ReturnType<typeof openPage>>;
const line = (state: string) => ({ line: 'line-1', state });
const outbox = { depth: 0, connected: true };
const statusOf = (state: string, more: object = {}) => ({ site: 'plant', lines: [line(state)], outbox, ...more });

const otto = { username: 'otto', name: 'Otto', roles: ['operator'], mustChange: false };

async function openAgent(wanted = 0) {
  const asked: { answer: (body: unknown) => void }[] = [];
  let answers: unknown = statusOf('Stopped');
  let stands: unknown;
  let standing = 0;
  const http = createServer(({ url }, response) => {
    if (url === '/api/session') {
      standing += 1;
      response.writeHead(stands === undefined ? 500 : 200).end(JSON.stringify(stands ?? {}));
      return;
    }
    const answer = (body: unknown) => response.end(JSON.stringify(body));
    asked.push({ answer });
    if (answers !== undefined) answer(answers);
  });
  const live = new WebSocketServer({ server: http, path: '/api/live' });
  const peers: Peer[] = [];
  const tokens: string[] = [];
  live.on('connection', (peer) => {
    peers.push(peer);
    peer.on('message', (data) => tokens.push(JSON.parse(String(data)).token));
  });
  http.listen(wanted, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    ...{ host: `127.0.0.1:${port}`, asked, peers, tokens },
    /** What is asked for is answered so from now on; not at all when left out. */
    answers: (body?: unknown) => {
      answers = body;
    },
    /** How whoever is signed in stands from now on; it is not said when left out. */
    stands: (person?: object, ...rights: string[]) => {
      stands = person === undefined ? undefined : { person: { ...otto, ...person }, rights };
    },
    /** How often that was asked for. */
    standing: () => standing,
    tell: (message: unknown) => peers.at(-1)?.send(JSON.stringify(message)),
    close: () => {
      for (const peer of live.clients) peer.terminate();
      http.closeAllConnections();
      http.close();
    },
  };
}

/** A page of its own, which keeps its state in its modules. */
async function openPage(times: { againMs: number; askMs: number; quietMs: number }) {
  vi.resetModules();
  const { keepUp, told } = await import('./live.ts');
  const { session, nobody, whenOver, whenBarred } = await import('./session.ts');
  const said: string[] = [];
  whenOver.tell = (words) => said.push(words);
  const led: unknown[] = [];
  whenBarred.lead = (person) => led.push(person);
  const signIn = (token: string, more: object = {}) =>
    session.set({ token, person: { ...otto, ...more }, rights: ['read-report'] });
  return { told, session, nobody, said, led, signIn, close: keepUp(times) };
}

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 10_000, interval: 5 });
const stateOf = () => page.told.get().status?.lines[0]?.state;

const ask = globalThis.fetch;
beforeEach(async () => {
  agent = await openAgent();
  vi.stubGlobal('location', { protocol: 'http:', host: agent.host });
  vi.stubGlobal('fetch', (path: string, asked: RequestInit) => ask(new URL(path, `http://${agent.host}`), asked));
  page = await openPage({ againMs: 10, askMs: 10, quietMs: 60_000 });
});
afterEach(() => {
  page.close();
  agent.close();
  vi.unstubAllGlobals();
});

test('the page asks while nobody is signed in, and is told live from then on', async () => {
  await soon(stateOf).toBe('Stopped');
  expect(page.told.get().isLive).toBe(false);
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
  agent.tell({ kind: 'status', status: statusOf('Idle') });
  await soon(stateOf).toBe('Idle');
  agent.tell({ kind: 'change', site: {}, lines: { 'line-1': { state: 'Execute' } } });
  await soon(stateOf).toBe('Execute');
  expect(page.told.get().isLive).toBe(true);
});

test('a connection that is lost is made again, and the page asks meanwhile', async () => {
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
  agent.tell({ kind: 'status', status: statusOf('Execute') });
  await soon(stateOf).toBe('Execute');
  agent.answers(statusOf('Holding'));
  agent.peers[0]?.terminate();
  await soon(stateOf).toBe('Holding');
  await soon(() => agent.tokens).toEqual(['t1', 't1']);
  agent.tell({ kind: 'status', status: statusOf('Held') });
  await soon(stateOf).toBe('Held');
  expect(page.session.get().token).toBe('t1');
});

test('a connection on which nothing comes any more is given up for another, and what is shown is asked for', async () => {
  page.close();
  page = await openPage({ againMs: 10, askMs: 10, quietMs: 500 });
  page.signIn('t1');
  await soon(() => agent.tokens.length).toBeGreaterThan(0);
  agent.tell({ kind: 'status', status: statusOf('Execute') });
  await soon(stateOf).toBe('Execute');
  agent.answers(statusOf('Stopped'));
  await soon(stateOf).toBe('Stopped');
  await soon(() => agent.tokens.length).toBeGreaterThan(1);
});

test('a sign of life keeps a connection on which nothing changes', async () => {
  page.close();
  page = await openPage({ againMs: 10, askMs: 10, quietMs: 1_500 });
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
  agent.tell({ kind: 'status', status: statusOf('Execute') });
  await soon(stateOf).toBe('Execute');
  // Longer than a connection may be quiet.
  let lives = 0;
  const alive = setInterval(() => {
    lives++;
    agent.tell({ kind: 'alive' });
  }, 50);
  await soon(() => lives).toBeGreaterThan(40);
  clearInterval(alive);
  expect(agent.tokens).toEqual(['t1']);
});

test('a session that is over is nobody’s any more, and the page says so', async () => {
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
  agent.peers[0]?.close(4401);
  await soon(() => page.session.get()).toBe(page.nobody);
  expect(page.said).toHaveLength(1);
  const { length } = agent.asked;
  await soon(() => agent.asked.length).toBeGreaterThan(length + 2);
  expect(agent.tokens).toEqual(['t1']);
});

test('whoever has a password to choose first stays signed in, and listens once that is done', async () => {
  page.signIn('t1', { mustChange: true });
  const { length } = agent.asked;
  await soon(() => agent.asked.length).toBeGreaterThan(length + 2);
  expect(agent.peers).toEqual([]);
  page.signIn('t1', { pending: { blocks: true, by: ['emma'] } });
  expect(agent.peers).toEqual([]);
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
});

/** Turns enough for several connections, were they made. */
async function turns(): Promise<void> {
  const { length } = agent.asked;
  await soon(() => agent.asked.length).toBeGreaterThan(length + 3);
}

test('whose password somebody else sets meanwhile stays signed in, is led to choose one, and does not listen before', async () => {
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
  agent.stands({ mustChange: true, pending: { blocks: true, by: ['emma'] } });
  agent.peers[0]?.close(4403);
  await soon(() => page.led).toMatchObject([{ username: 'otto', mustChange: true }]);
  await turns();
  expect(agent.tokens).toEqual(['t1']);
  expect(page.session.get()).toMatchObject({ token: 't1', rights: [] });
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1', 't1']);
});

test('whose roles were taken away is not told anything in vain', async () => {
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
  agent.stands({ roles: [] });
  agent.peers[0]?.close(4403);
  await soon(() => page.session.get().rights).toEqual([]);
  await turns();
  expect(agent.tokens).toEqual(['t1']);
});

test('where the agent does not say how he stands, or that he may listen, that is tried again', async () => {
  page.signIn('t1');
  await soon(() => agent.tokens).toEqual(['t1']);
  agent.peers[0]?.close(4403);
  await soon(() => agent.tokens).toEqual(['t1', 't1']);
  expect(agent.standing()).toBe(1);
  agent.stands({}, 'read-report');
  agent.peers[1]?.close(4403);
  await soon(() => agent.tokens).toEqual(['t1', 't1', 't1']);
  expect(page.led).toEqual([]);
});

test('where nobody signs in, the page listens as soon as the agent has said so', async () => {
  agent.answers(statusOf('Idle', { signIn: false }));
  await soon(() => agent.tokens).toEqual(['']);
});

test('an agent that is away is said to be, until it answers again', async () => {
  await soon(stateOf).toBe('Stopped');
  agent.close();
  await soon(() => page.told.get().answers).toBe(false);
  expect(stateOf()).toBe('Stopped');
  agent = await openAgent(Number(agent.host.split(':')[1]));
  agent.answers(statusOf('Idle'));
  await soon(stateOf).toBe('Idle');
  expect(page.told.get().answers).toBe(true);
});

test('an agent that takes its time is asked once at a time, so that no older answer takes the place of a newer', async () => {
  await soon(stateOf).toBe('Stopped');
  agent.answers();
  const { length } = agent.asked;
  await soon(() => agent.asked.length).toBe(length + 1);
  // Turns enough for several more, were they asked beside it.
  let turns = 0;
  const turning = setInterval(() => turns++, 10);
  await soon(() => turns).toBeGreaterThan(10);
  clearInterval(turning);
  expect(agent.asked.length).toBe(length + 1);
  agent.answers(statusOf('Held'));
  agent.asked.at(-1)?.answer(statusOf('Holding'));
  await soon(stateOf).toBe('Held');
});
