import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type ResponderOptions, startResponderSandbox } from './responder.ts';

const folder = mkdtempSync(join(tmpdir(), 'vrs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const gtin = '09521888000018';
const gln = '9521888000001';
const options = { port: 0, gln, permitted: ['9521777000003'], barred: ['9521777000010'], dataDir: folder };
async function responder<Result>(
  work: (
    ask: (path: string, init?: RequestInit) => Promise<Response>,
    sandbox: Awaited<ReturnType<typeof startResponderSandbox>>,
  ) => Promise<Result>,
  change: Partial<ResponderOptions> = {},
) {
  const sandbox = await startResponderSandbox({ ...options, ...change });
  try {
    return await work((path, init) => fetch(`${sandbox.url}${path}`, init), sandbox);
  } finally {
    await sandbox.close();
  }
}
const verify = (query = 'exp=281231&reqGLN=9521777000003') => `/verify/gtin/${gtin}/lot/L1/ser/A1?${query}`;

test('the responder has a status for everything that is wrong, and a memory over a restart', async () => {
  const statuses = await responder(async (ask, { load }) => {
    load(gtin, 'L1', '281231', ['A1']);
    const asked = [
      await ask(verify()),
      await ask(verify('exp=2812&reqGLN=9521777000003')),
      await ask(verify('exp=281231&reqGLN=9521777000003&linkType=other')),
      await ask(verify('exp=281231&reqGLN=9521666000004')),
      await ask(verify('exp=281231&reqGLN=9521777000010')),
      await ask(verify().replace(gtin, '09521888000025')),
      await ask(verify(), { method: 'POST' }),
    ];
    return asked.map(({ status }) => status);
  });
  expect(statuses).toEqual([200, 400, 400, 401, 403, 404, 405]);
  await responder(async (ask) => {
    expect(await (await ask(verify())).json()).toMatchObject({ responderGLN: gln, data: { verified: true } });
    const check = await ask(`/checkConnectivity?gtin=${gtin}&reqGLN=9521777000003`);
    expect(await check.json()).toEqual({ responderGLN: gln });
  });
  const closed = await responder((ask) => ask(verify()), {
    maintenance: { from: 0, until: 9e15 },
    latency: { least: 0, most: 1 },
  });
  expect(closed.status).toBe(503);
});

test('the responder is turned while it runs', async () => {
  const wish = { kind: 'html', on: 'verify', from: 1, count: 1 };
  await responder(async (ask, { forget, load }) => {
    forget(gtin);
    load(gtin, 'L1', '281231', ['A1']);
    const turn = async (body: object) => {
      const answer = await ask('/v1/sandbox', { method: 'POST', body: JSON.stringify(body) });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await turn({ do: 'recall', gtin, serial: 'Z9' })).toMatchObject({ status: 400, body: { at: '/serial' } });
    expect((await turn({ do: 'recall', gtin, serial: 'A1' })).status).toBe(200);
    expect(await (await ask(verify())).json()).toMatchObject({ data: { additionalInfo: 'recalled' } });
    expect((await turn({ do: 'faults', faults: [wish] })).status).toBe(200);
    expect(await (await ask(verify())).text()).toContain('<html>');
    expect((await turn({ do: 'forget', gtin })).status).toBe(200);
    expect((await ask(verify())).status).toBe(404);
  });
});
