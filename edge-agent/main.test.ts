import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { isPassword, isPasswordHash } from './people/password.ts';

async function agent(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['edge-agent/main.ts', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { said: await text(child.stderr), code: await code };
}

/** What it answers to a password that is typed. */
async function hashed(password: string): Promise<{ code: number | null; said: string; hash: string }> {
  const child = spawn(process.execPath, ['edge-agent/main.ts', '--hash-password'], { stdio: 'pipe' });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stdin.end(`${password}\n`);
  const [said, hash] = await Promise.all([text(child.stderr), text(child.stdout)]);
  return { said, hash: hash.trim(), code: await code };
}

describe('the agent', () => {
  test('makes of a password what its configuration takes', async () => {
    const { code, hash } = await hashed('correct horse battery');
    expect(code).toBe(0);
    expect(isPasswordHash(hash)).toBe(true);
    expect(await isPassword('correct horse battery', hash)).toBe(true);
    expect(await hashed('short')).toMatchObject({ code: 1, said: 'a password must have 10 characters or more\n' });
  });

  test('wants to know which site it is', async () => {
    expect(await agent()).toEqual({ code: 1, said: 'say which site this is: --config FILE\n' });
  });

  test('says what is wrong with its configuration', async () => {
    const { code, said } = await agent('--config', 'package.json');
    expect(code).toBe(1);
    expect(said).toContain('package.json is not a configuration of the agent:\n  tenant: ');
  });
});
