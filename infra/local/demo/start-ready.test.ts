import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startReady } from './start-ready.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ready-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(source: string) {
  const script = join(folder, 'program.mjs');
  writeFileSync(script, source);
  return {
    name: 'the program',
    script,
    config: join(folder, 'config.json'),
    log: join(folder, 'program.log'),
    readyMs: 20_000,
    readyIn: (line: string) => /^ready (\S+)$/.exec(line)?.[1],
  };
}

const stays = "process.on('disconnect', () => process.exit()); setInterval(() => {}, 1000);";

test('it is there once it says so, with what it says', async () => {
  const { ready, stop } = await startReady(program(`console.log('hello'); console.log('ready one'); ${stays}`));
  expect(ready).toBe('one');
  await stop();
});

test('one that dies before rejects with the last line of its stderr', async () => {
  const dies = program("console.error('first'); console.error('port 4100 is taken'); process.exit(1);");
  await expect(startReady(dies)).rejects.toThrow(`the program did not start; see ${dies.log}: port 4100 is taken`);
});

test('one that never says so rejects', async () => {
  await expect(startReady({ ...program(stays), readyMs: 300 })).rejects.toThrow('not ready after 0.3 s');
});

test('with a second chance it may die once, as when the one before it has not let go yet', async () => {
  const marker = join(folder, 'been-here');
  const second = program(`
    import { existsSync, writeFileSync } from 'node:fs';
    if (!existsSync('${marker}')) { writeFileSync('${marker}', ''); console.error('in use'); process.exit(1); }
    console.log('ready two'); ${stays}`);
  const { ready, stop } = await startReady({ ...second, secondChanceMs: 20_000 });
  expect(ready).toBe('two');
  await stop();
  expect(existsSync(marker)).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'a program leads a process group of its own, which a Ctrl-C at our terminal does not reach',
  async () => {
    const { ready, stop } = await startReady(program(`console.log(\`ready \${process.pid}\`); ${stays}`));
    const stat = readFileSync(`/proc/${ready}/stat`, 'utf8');
    const [, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    expect(group).toBe(ready);
    await stop();
  },
);
