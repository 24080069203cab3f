import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';

async function agent(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['edge-agent/main.ts', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { said: await text(child.stderr), code: await code };
}

describe('the agent', () => {
  test('wants to know which site it is', async () => {
    expect(await agent()).toEqual({ code: 1, said: 'say which site this is: --config FILE\n' });
  });

  test('says what is wrong with its configuration', async () => {
    const { code, said } = await agent('--config', 'package.json');
    expect(code).toBe(1);
    expect(said).toContain('package.json is not a configuration of the agent:\n  tenant: ');
  });
});
