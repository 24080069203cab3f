import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

describe('the simulation’s process', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const configFile = (content: string) => {
    const file = join(folder, 'config.json');
    writeFileSync(file, content);
    return file;
  };

  test('says on one line which ports it took, answers for its ledger, and ends when told to', async () => {
    const ledger = join(folder, 'ledger.json');
    const file = configFile(JSON.stringify({ lines: [{}, {}], ledger }));
    const child = spawn(process.execPath, [main, '--config', file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    const ready = JSON.parse(String(line));
    expect(ready).toMatchObject({ ready: true, lines: [{ printer: expect.any(Number) }, { plc: expect.any(Number) }] });
    const answer = await fetch(`http://127.0.0.1:${ready.status}/ledger`);
    const empty = { cartons: [], labels: { received: 0, printed: 0, cancelled: 0, waiting: [] } };
    expect(await answer.json()).toEqual({ lines: [empty, empty] });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(JSON.parse(readFileSync(ledger, 'utf8'))).toEqual({ lines: [empty, empty] });
  });

  test('ends with its parent', async () => {
    const file = configFile(JSON.stringify({ lines: [{}] }));
    const child = fork(main, ['--config', file], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    if (child.stdout !== null) await once(child.stdout, 'data');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each([
    ['{', 'JSON'],
    ['{"lines":[]}', '/lines: expected at least one line'],
    ['{"lines":[{"printer":"x"}]}', '/lines/0/printer'],
    ['{"lines":[{"host":"x"}]}', '/lines/0/host'],
  ])('turns down the configuration %s and names the member', async (content, message) => {
    const child = spawn(process.execPath, [main, '--config', configFile(content)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(said).toContain(message);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});
