import { existsSync, readdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

const variable = 'NODE_COMPILE_CACHE';

/** What Node compiles is kept here, so that the next start need not compile it again. It may be removed at any time. */
const place = resolve(import.meta.dirname, '../../.build/compiled');

/** From here on this process, and every Node process that it starts, keeps what it compiles. Whoever has named another place keeps it there. */
export function keepCompiled(): void {
  process.env[variable] ??= place;
  enableCompileCache(process.env[variable]);
}

/** The variable by which a thread with an environment of its own keeps what it compiles where this process does; nothing when that keeps nothing. */
export function keptAsHere(): Readonly<Record<string, string>> {
  const here = process.env[variable];
  return here === undefined ? {} : { [variable]: here };
}

/** The folders that hold what was compiled, one for every version of Node; none where others named the place, who see to it themselves. */
export function compiled(): string[] {
  if (process.env[variable] !== place || !existsSync(place)) return [];
  return readdirSync(place).map((version) => join(place, version));
}
