import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { startGuarded } from './guarded-process.ts';

const runs = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a guarded program', () => {
  test('that ends by itself is told with its code and last words', async () => {
    expect(await startGuarded('/bin/sh', ['-c', 'echo so long; exit 3']).ended).toEqual({
      code: 3,
      output: 'so long\n',
    });
  });

  test('that does not exist ends at once', async () => {
    expect((await startGuarded('/nonexistent', []).ended).code).toBe(127);
  });

  test('that is stopped may say goodbye', async () => {
    // `wait` is interrupted by the signal, a program in the foreground is not.
    const script = `trap 'kill $!; echo goodbye; exit 0' TERM; sleep 60 >/dev/null 2>&1 & echo ready; wait`;
    const program = startGuarded('/bin/sh', ['-c', script]);
    await vi.waitFor(() => expect(program.output()).toBe('ready\n'), 5_000);
    await program.stop();
    expect(await program.ended).toEqual({ code: 0, output: 'ready\ngoodbye\n' });
  });

  test('dies with us, even when we are killed', async () => {
    const module = new URL('./guarded-process.ts', import.meta.url).href;
    const script = `
      const { startGuarded } = await import(${JSON.stringify(module)});
      const program = startGuarded('/bin/sh', ['-c', 'echo $$; while :; do sleep 1; done']);
      setInterval(() => { const pid = program.output().trim(); if (pid) process.stdout.write(pid + ' '); }, 20);`;
    const we = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [chunk] = await once(we.stdout, 'data');
    const pid = Number(String(chunk).split(' ')[0]);
    expect(runs(pid)).toBe(true);
    we.kill('SIGKILL');
    await vi.waitFor(() => expect(runs(pid)).toBe(false), 5_000);
  });
});
