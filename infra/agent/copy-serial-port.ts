import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as v from 'valibot';

/** What a core runs on, in Node's words. */
export type Architecture = 'x64' | 'arm64';

const manifest = v.object({
  name: v.string(),
  version: v.string(),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});

/** Left as it is: it looks for its native part beside itself. */
export const SERIAL = '@serialport/bindings-cpp';

/** The serial port's native part with what it requires in turn. */
export function copySerialPort(require: NodeJS.Require, to: string, architecture: Architecture): void {
  const seen = new Set<string>();
  const copy = (name: string, from: NodeJS.Require) => {
    if (seen.has(name)) return;
    seen.add(name);
    const folder = packageFolder(name, from);
    const { dependencies } = v.parse(manifest, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    cpSync(folder, join(to, 'node_modules', name), {
      recursive: true,
      filter: (path) => isWanted(path.slice(folder.length), architecture),
    });
    for (const other of Object.keys(dependencies)) copy(other, createRequire(join(folder, 'package.json')));
  };
  copy(SERIAL, require);
}

/** A package may hide its manifest, and its folder is then found by its main file. */
function packageFolder(name: string, from: NodeJS.Require): string {
  const [path] = (from.resolve.paths(name) ?? []).filter((folder) => has(join(folder, name)));
  if (path === undefined) throw new Error(`${name} is not installed`);
  return join(path, name);
}

function has(folder: string): boolean {
  try {
    return readdirSync(folder).includes('package.json');
  } catch {
    return false;
  }
}

const isWanted = (path: string, architecture: Architecture): boolean =>
  !/^\/(node_modules|build)(\/|$)|\.(ts|map|md|gyp)$|\.test\.js$/.test(path) &&
  (!/^\/prebuilds\/./.test(path) || path.startsWith(`/prebuilds/linux-${architecture}`));
