import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCamera } from './camera.ts';
import { type SimulatedLine, startLine } from './line.ts';
import { serveStatus } from './status-server.ts';

describe('the status server', () => {
  let line: SimulatedLine;
  let status: Awaited<ReturnType<typeof serveStatus>>;
  const at = (path: string) => `http://127.0.0.1:${status.port}${path}`;
  const post = (path: string, body: string) => fetch(at(path), { method: 'POST', body });

  beforeEach(async () => {
    line = await startLine({
      host: '127.0.0.1',
      ports: { printer: 0, reader: 0, plc: 0 },
      cartonsPerMinute: 300,
      seed: 1,
      faults: { voidRate: 0.1 },
      camera: await openCamera(),
    });
    status = await serveStatus([line], { host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await status.close();
    await line.close();
  });

  test('switches faults on and off while the line runs', async () => {
    const answer = await post('/faults?line=0', '{"binFull":true}');
    expect(await answer.json()).toEqual({ voidRate: 0.1, binFull: true });
    expect(line.faults.binFull).toBe(true);
    await post('/faults', '{"binFull":false}');
    expect(line.faults.binFull).toBe(false);
  });

  test.each([
    ['/faults', '{"binFull":1}', 400],
    ['/faults', 'no json', 400],
    ['/faults?line=1', '{}', 404],
    ['/ledger', '', 404],
  ])('POST %s with %s is answered %4$i', async (path, body, expected) => {
    expect((await post(path, body)).status).toBe(expected);
    expect(line.faults).toEqual({ voidRate: 0.1 });
  });

  test('has a page with a button for everything that can go wrong, and takes none from another site’s page', async () => {
    const page = await (await fetch(at('/'))).text();
    for (const fault of ['paperOut', 'estop', 'bufferSlipAt', 'goneWithoutFiring'])
      expect(page).toContain(`"${fault}"`);
    expect(page).not.toContain('"voidRate"');
    expect(await (await fetch(at('/faults'))).json()).toEqual({ lines: [{ voidRate: 0.1 }] });
    const headers = { origin: 'https://elsewhere.example' };
    const strange = await fetch(at('/faults'), { method: 'POST', headers, body: '{"paperOut":true}' });
    expect(strange.status).toBe(403);
    expect(line.faults.paperOut).toBeUndefined();
  });

  test('shows one line only when asked', async () => {
    expect(await (await fetch(at('/ledger?line=1'))).json()).toEqual({ lines: [] });
  });
});
