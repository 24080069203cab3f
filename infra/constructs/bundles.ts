import { cpSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { banner, leftOut } from './left-out.ts';
import { packagesInstead } from './slim-clients.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const out = join(root, '.build/functions');

/**
 * The code of `functions/<name>/handler.ts` with everything it needs.
 *
 * @param files what else travels inside the function: names there, and paths here
 */
export function bundleOf(name: string, files: Readonly<Record<string, string>> = {}): AssetCode {
  return Code.fromAsset(join(root, 'functions', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle: (to) => {
          bundleAll();
          cpSync(join(out, name), to, { recursive: true });
          for (const [as, path] of Object.entries(files)) cpSync(join(root, path), join(to, as), { recursive: true });
          return true;
        },
      },
    },
  });
}

let areBundled = false;

/** All functions at once: what many of them need is read once. */
function bundleAll(): void {
  if (areBundled) return;
  const handlers = globSync('functions/*/handler.ts', { cwd: root });
  buildSync({
    absWorkingDir: root,
    entryPoints: handlers.map((path) => ({ in: path, out: `${path.split('/')[1]}/index` })),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: packagesInstead(root),
    external: leftOut,
    banner,
    logLevel: 'warning',
  });
  areBundled = true;
}
