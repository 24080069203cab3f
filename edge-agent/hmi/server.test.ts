import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Hmi, openHmi } from './server.ts';

let hmi: Hmi;
let acknowledged: string[];
let sent: number;
let failing: boolean;
beforeEach(async () => {
  acknowledged = [];
  sent = 0;
  failing = false;
  const acknowledge = (who: string) => void acknowledged.push(who);
  const status = () => {
    if (failing) throw new Error('disk full');
    return { site: 'plant' };
  };
  const sendNow = () => void sent++;
  hmi = await openHmi({ status, lines: [{ name: 'line 1', acknowledge }], sendNow }, 0);
});
afterEach(() => hmi.close());

const get = (path: string, options: RequestInit = {}) => fetch(new URL(path, hmi.url), options);
const post = (origin?: string) =>
  get('/lines/line%201/acknowledge', { method: 'POST', ...(origin === undefined ? {} : { headers: { origin } }) });

describe('the operator’s page', () => {
  test('is served with a policy that runs its own script and nothing else', async () => {
    const answer = await get('/');
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'sha256-/);
    expect(await answer.text()).toContain('/status');
  });

  test('tells the status', async () => expect(await (await get('/status')).json()).toEqual({ site: 'plant' }));

  test('acknowledges for whoever stands at the line', async () => {
    expect((await post(hmi.url.slice(0, -1))).status).toBe(202);
    expect((await post()).status).toBe(202);
    expect(acknowledged).toHaveLength(2);
  });

  test('acknowledges nothing for another site’s page, nor by GET', async () => {
    expect((await post('https://evil.example')).status).toBe(403);
    expect((await get('/lines/line%201/acknowledge')).status).toBe(405);
    expect(acknowledged).toEqual([]);
  });

  test('sends what is gathered for whoever waits for it, and for no other site’s page', async () => {
    const ask = (origin: string) => get('/send', { method: 'POST', headers: { origin } });
    expect((await ask('https://evil.example')).status).toBe(403);
    expect((await get('/send')).status).toBe(405);
    expect(sent).toBe(0);
    expect((await ask(hmi.url.slice(0, -1))).status).toBe(202);
    expect(sent).toBe(1);
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
    failing = false;
    expect((await get('/status')).status).toBe(200);
  });
});
