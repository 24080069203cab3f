import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Vault = ReturnType<typeof openVault>;

/** Documents as they came, byte for byte: in files of a folder, or in memory when there is none. */
export function openVault(folder: string | undefined) {
  const held = new Map<string, Buffer>();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const fileOf = (id: string) => join(folder ?? '', `${id}.xml`);
  return {
    put: (id: string, bytes: Buffer): void => {
      if (folder === undefined) held.set(id, bytes);
      else writeFileSync(fileOf(id), bytes);
    },
    /** Undefined when nothing is kept under that id, which the caller made or looked up. */
    get: (id: string): Buffer | undefined => {
      if (folder === undefined) return held.get(id);
      return existsSync(fileOf(id)) ? readFileSync(fileOf(id)) : undefined;
    },
    has: (id: string): boolean => (folder === undefined ? held.has(id) : existsSync(fileOf(id))),
  };
}
