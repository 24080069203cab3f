import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { componentNames, recipe } from '../../edge-agent/greengrass/recipe.ts';
import { bundleAgent } from './bundle-agent.ts';
import { packageAgent } from './package-agent.ts';

const root = resolve(import.meta.dirname, '../..');
const architectures = { x64: 'amd64', arm64: 'aarch64' } as const;
const asked = v.object({
  arch: v.optional(v.picklist(['x64', 'arm64']), 'x64'),
  out: v.optional(v.string()),
  /** Only the folder that the zip is made of, for the CDK app. */
  folder: v.optional(v.string()),
  /** Tells the recipe, too: for whom, where the zip will be, and under which version. */
  recipe: v.optional(v.picklist(['nucleus', 'lite'])),
  artifact: v.optional(v.string(), 's3://BUCKET/seriate-agent.zip'),
  version: v.optional(v.string(), '0.1.0'),
  node: v.optional(v.string(), '/opt/seriate/node/bin/node'),
});

/** `npm run package-agent -- [--arch x64|arm64] [--out FILE] [--recipe nucleus|lite --artifact s3://… --version 1.2.3]`. */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { arch: text, out: text, folder: text, recipe: text, artifact: text, version: text, node: text },
  });
  const { arch, out, folder, recipe: runtime, artifact, version, node } = v.parse(asked, values);
  if (folder !== undefined) return bundleAgent(root, resolve(folder), arch);
  const path = resolve(out ?? join(root, `.build/seriate-agent-linux-${arch}.zip`));
  const { sha256, bytes } = await packageAgent(root, path, arch);
  if (runtime === undefined) {
    process.stdout.write(`${path}\n${bytes} bytes, SHA-256 ${sha256}\n`);
    return;
  }
  const zip = /([^/]+)\.zip$/.exec(artifact)?.[1];
  if (zip === undefined) throw new Error('--artifact: must end in .zip');
  const builds = [{ artifact, folder: zip, architecture: architectures[arch] }];
  const needs = { runtime, version, builds, node };
  process.stdout.write(`${JSON.stringify(recipe(needs), undefined, 2)}\n`);
  process.stderr.write(`${path}\n${bytes} bytes, SHA-256 ${sha256}; component ${componentNames[runtime]}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
