import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { leftOut } from '../../infra/constructs/left-out.ts';
import { packagesInstead } from '../../infra/constructs/slim-clients.ts';

/** Bytes of a function as it is deployed: what a cold start reads. */
const BUDGET = 700_000;

const root = resolve('.');
const names = readdirSync('functions').filter((name) => existsSync(`functions/${name}/handler.ts`));
let sizes: ReadonlyMap<string, number>;

/** All at once, which reads every module once, and otherwise as `infra/constructs/bundle.ts` has them built. */
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => `functions/${name}/handler.ts`),
    absWorkingDir: root,
    outdir: 'out',
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    mainFields: ['module', 'main'],
    alias: packagesInstead(root),
    external: leftOut,
  });
  sizes = new Map(outputFiles.map(({ path, contents }) => [basename(dirname(path)), contents.length]));
}, 60_000);

describe('a function’s bundle has at most 700 kB', () => {
  test.each(names)('%s', (name) => {
    expect(sizes.get(name)).toBeGreaterThan(1000);
    expect(sizes.get(name)).toBeLessThanOrEqual(BUDGET);
  });
});
