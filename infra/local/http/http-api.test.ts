import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { answerRequest } from './http-api.ts';
import { closeServer, listen } from './listen.ts';
import { router } from './router.ts';

let server: Server;
afterEach(() => closeServer(server));

test.each([
  ['a line break in a value', { 'x-name': 'one\r\ntwo' }],
  ['a value beyond Latin-1', { 'x-name': 'Ω' }],
  ['a name with a space', { 'x name': 'one' }],
])(
  'a function that answers with %s gets a 500 and a line in the log, and the next request is answered',
  async (_, bad) => {
    const logged: string[] = [];
    const routes = router<{ fn: string; timeoutMs: number; scopes: string[] }>();
    routes.add('GET /', { fn: 'fn', timeoutMs: 5_000, scopes: [] });
    const answers = [
      { statusCode: 200, headers: bad },
      { statusCode: 200, body: 'well' },
    ];
    const needs = { account: '0', invoke: async () => answers.shift(), log: (line: string) => void logged.push(line) };
    server = createServer((request, response) => void answerRequest({ id: 'api', routes }, needs, request, response));
    const url = `http://127.0.0.1:${await listen(server, 0)}/`;
    expect((await fetch(url)).status).toBe(500);
    expect(logged).toEqual([expect.stringContaining('GET /: the answer cannot be sent')]);
    expect(await (await fetch(url)).text()).toBe('well');
  },
);
