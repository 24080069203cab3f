import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './build-lock.ts';
import { fingerprint } from './fingerprint.ts';

const run = promisify(execFile);

/** Where the sources of the operator's page are. */
export const PAGE = 'console/hmi';

/** Builds the operator's page into `.build/hmi`, unless nothing changed since the last time. Whoever wants it at the same time waits and finds it done. */
export function buildPage(root: string): Promise<void> {
  return withLock(join(root, '.build/hmi-lock'), async () => {
    const stamp = join(root, '.build/hmi-built');
    const print = fingerprint(root, [PAGE, 'package-lock.json']);
    const isBuilt = existsSync(join(root, '.build/hmi/index.html')) && existsSync(stamp);
    if (isBuilt && readFileSync(stamp, 'utf8') === print) return;
    rmSync(stamp, { force: true });
    await run(join(root, 'node_modules/.bin/vite'), ['build', PAGE, '--logLevel', 'warn'], { cwd: root });
    writeFileSync(stamp, print);
  });
}
