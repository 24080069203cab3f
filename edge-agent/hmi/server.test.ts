import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { type Hmi, openHmi } from './server.ts';

const folder = temporaryFolder();
const pageFolder = join(folder.path, 'page');
mkdirSync(join(pageFolder, 'assets'), { recursive: true });
writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>the page');
writeFileSync(join(pageFolder, 'assets/index-1.js'), 'run()');
writeFileSync(join(pageFolder, 'assets/.secret.js'), 'hidden()');
for (const place of [folder.path, pageFolder]) writeFileSync(join(place, 'secret.js'), 'hidden()');

let hmi: Hmi;
let asked: string[];
let failing: boolean;
beforeEach(async () => {
  asked = [];
  failing = false;
  const fail = () => {
    if (failing) throw new Error('disk full');
  };
  const status = () => {
    fail();
    return { site: 'plant' };
  };
  const api = async ({ method }: { method?: string | undefined }, { pathname }: URL) => {
    if (!pathname.startsWith('/api/')) return undefined;
    fail();
    asked.push(`${method} ${pathname}`);
    return { status: 202, body: {} };
  };
  hmi = await openHmi({ status, api, pageFolder }, 0);
});
afterEach(() => hmi.close());
afterAll(() => folder.remove());

const get = (path: string, options: RequestInit = {}) => fetch(new URL(path, hmi.url), options);
const post = (origin?: string) =>
  get('/api/outbox/send', { method: 'POST', ...(origin === undefined ? {} : { headers: { origin } }) });

describe('the operator’s page', () => {
  test('is served as it was built, with a policy that lets nothing in from elsewhere', async () => {
    const answer = await get('/');
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    expect(await answer.text()).toBe('<!doctype html>the page');
    expect(await (await get('/assets/index-1.js')).text()).toBe('run()');
  });

  test('hands out nothing that lies beside what was built', async () => {
    for (const path of ['/assets/..%2Fsecret.js', '/assets/.secret.js', '/secret.js', '/assets/']) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  test('is found by handhelds at the address of the warehouse, where there is one', async () => {
    expect((await get('/warehouse')).status).toBe(404);
    const other = await openHmi({ status: () => ({}), api: async () => undefined, pageFolder, hasWarehouse: true }, 0);
    expect(await (await fetch(new URL('/warehouse', other.url))).text()).toBe('<!doctype html>the page');
    await other.close();
  });

  test('tells the status', async () => expect(await (await get('/status')).json()).toEqual({ site: 'plant' }));

  test('has things done from itself, and by what is no browser', async () => {
    expect((await post(hmi.url.slice(0, -1))).status).toBe(202);
    expect((await post()).status).toBe(202);
    expect(asked).toEqual(['POST /api/outbox/send', 'POST /api/outbox/send']);
  });

  test('has nothing done for another site’s page', async () => {
    expect((await post('https://evil.example')).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('answers only by the address of this machine', async () => {
    const status = await new Promise((resolve) => {
      request(hmi.url, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)).end();
    });
    expect(status).toBe(403);
  });

  test('knows nothing else', async () => {
    expect((await get('/lines/other/acknowledge', { method: 'POST' })).status).toBe(404);
    expect((await get('/%E0%A4%A')).status).toBe(404);
  });

  test('outlives a failure', async () => {
    failing = true;
    expect((await get('/status')).status).toBe(500);
    expect((await post()).status).toBe(500);
    failing = false;
    expect((await get('/status')).status).toBe(200);
  });
});
