import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from './front-door.ts';

let door: FrontDoor | undefined;
afterEach(async () => door?.close(100));

const say = (text: string) => (_: unknown, response: { end(text: string): unknown }) => void response.end(text);
const text = async (path: string) => (await fetch(`${door?.url}${path}`)).text();

test('before it is opened only mounts are answered', async () => {
  door = await openFrontDoor(0);
  door.mount('/oauth2', say('token'));
  const response = await fetch(`${door.url}/api/lots`);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await text('/oauth2/token?x=1')).toBe('token');
  door.open(say('api'));
  expect(await text('/api/lots')).toBe('api');
});

test('the longest mount that holds the path wins', async () => {
  door = await openFrontDoor(0);
  door.open(say('api'));
  door.mount('/a', say('short'));
  door.mount('/a/b/', say('long'));
  expect(await Promise.all(['/a', '/a/b', '/a/b/c', '/a/bc', '/ab', '/'].map(text))).toEqual([
    'short',
    'long',
    'long',
    'short',
    'api',
    'api',
  ]);
});

test('it listens on the machine’s own address only', async () => {
  door = await openFrontDoor(0);
  expect(door.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await expect(openFrontDoor(Number(new URL(door.url).port))).rejects.toThrow('is taken by another program');
});

test('an upgrade that nobody takes is a request like any other', async () => {
  door = await openFrontDoor(0);
  door.open(say('api'));
  door.upgrade(
    ({ url }) => url === '/taken',
    (_, socket) => void socket.end('HTTP/1.1 426 Taken\r\nconnection: close\r\n\r\n'),
  );
  const ask = async (path: string, upgrade: string) => {
    const headers = { connection: 'Upgrade', upgrade };
    const [response] = await once(request(`${door?.url}${path}`, { headers, agent: false }).end(), 'response');
    response.resume();
    return response.statusCode;
  };
  expect(await ask('/taken', 'websocket')).toBe(426);
  expect(await ask('/taken', 'h2c')).toBe(200);
  expect(await ask('/other', 'websocket')).toBe(200);
});
