import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './build-lock.ts';
import { buildPage, PAGE } from './build-page.ts';
import { compiled } from './compiled.ts';
import { fingerprint } from './fingerprint.ts';
import { removeStale } from './remove-stale.ts';

const run = promisify(execFile);
/** Nothing here unpacks the agent's component, so that it is not bundled (`infra/stacks/plant.ts`). */
const withoutAgent = JSON.stringify({ 'seriate:without-agent': true });
/** What is still in use and older is compiled again, which costs a start about a second. */
const COMPILED_MS = 24 * 3_600_000;
const SOURCES = ['infra', 'functions', 'shared', 'console', 'package.json', 'package-lock.json'];

/**
 * Builds console and operator's page, and synthesizes the CDK app into `cdk.out`, unless nothing changed since the last time. Whoever starts at the same
 * time from the same checkout waits and finds it done.
 */
export function build(root: string): Promise<string> {
  return withLock(join(root, '.build/lock'), () => buildAlone(root));
}

async function buildAlone(root: string): Promise<string> {
  const assembly = join(root, 'cdk.out');
  const stamp = join(root, '.build/synthesized');
  await buildPage(root);
  // The operator's page is no part of the cloud.
  const print = fingerprint(root, SOURCES, PAGE);
  const isBuilt = existsSync(join(assembly, 'manifest.json')) && existsSync(stamp);
  if (isBuilt && readFileSync(stamp, 'utf8') === print) return assembly;
  rmSync(stamp, { force: true });
  await run(join(root, 'node_modules/.bin/vite'), ['build', 'console', '--logLevel', 'warn'], { cwd: root });
  await run(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: withoutAgent },
    maxBuffer: 1 << 26,
  });
  writeFileSync(stamp, print);
  // Every bundle has a name of its own, and what was compiled of it is asked for no more.
  for (const version of compiled()) removeStale(version, COMPILED_MS);
  return assembly;
}
