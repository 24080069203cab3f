import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleAgent } from './bundle-agent.ts';
import type { Architecture } from './copy-serial-port.ts';
import { zipOf } from './zip.ts';

export interface Packaged {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Makes the agent's zip: the same sources make the same bytes. */
export async function packageAgent(root: string, path: string, architecture: Architecture): Promise<Packaged> {
  const folder = `${path}.d`;
  rmSync(folder, { recursive: true, force: true });
  await bundleAgent(root, folder, architecture);
  const files = globSync('**/*', { cwd: folder, exclude: [] }).filter((name) => statSync(join(folder, name)).isFile());
  const zip = zipOf(files.map((name) => ({ name, bytes: readFileSync(join(folder, name)) })));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, zip);
  rmSync(folder, { recursive: true });
  return { path, sha256: createHash('sha256').update(zip).digest('hex'), bytes: zip.length };
}
