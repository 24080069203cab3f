import { lstat, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Dropped, Folder } from './folder.ts';

const folders = ['in', 'result', 'archive', 'rejected', 'out'] as const;

/** Names of files that are still being written. */
const unfinished = /^[.~]|\.(tmp|part|partial|filepart|writing)$/i;

/** Opens the folders, and makes those that are not there. */
export async function openFolder(root: string): Promise<Folder> {
  for (const one of folders) await mkdir(join(root, one), { recursive: true });
  const pathOf = (folder: (typeof folders)[number], name: string) => join(root, folder, name);
  // Names that are no UTF-8, by what they are called here.
  let strange: ReadonlyMap<string, Buffer> = new Map();
  const inside = (name: string) => strange.get(name) ?? pathOf('in', name);
  return {
    waiting: async () => {
      const named = (await readdir(join(root, 'in'), { encoding: 'buffer' })).map(nameOf);
      const into = Buffer.from(`${join(root, 'in')}${sep}`);
      strange = new Map(named.flatMap(({ name, bytes }) => (bytes ? [[name, Buffer.concat([into, bytes])]] : [])));
      const names = named.map(({ name }) => name).filter((name) => !unfinished.test(name));
      const found = await Promise.all(
        [...new Set(names)].sort().map((name) => droppedOf(inside(name), name, !strange.has(name))),
      );
      return found.filter((one) => one !== undefined);
    },
    read: (name) => readFile(inside(name)),
    archived: (name) => textIfThere(pathOf('archive', name)),
    write: async (into, name, text) => {
      const [path, half] = [pathOf(into, name), pathOf(into, `.${name}.tmp`)];
      await writeFile(half, text, { flush: true });
      await rename(half, path);
      await syncFolder(join(root, into));
    },
    move: async (name, to, as) => {
      await rename(inside(name), pathOf(to, as));
      await syncFolder(join(root, to));
    },
  };
}

/** What a file is called here: its name, or where that is no UTF-8 its bytes as a URI writes them. */
function nameOf(bytes: Buffer): { readonly name: string; readonly bytes?: Buffer } {
  const name = bytes.toString('utf8');
  if (Buffer.from(name).equals(bytes)) return { name };
  const plain = (byte: number) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `%${byte.toString(16)}`);
  return { name: [...bytes].map(plain).join(''), bytes };
}

/** Undefined for one that is gone meanwhile. */
async function droppedOf(path: string | Buffer, name: string, isText: boolean): Promise<Dropped | undefined> {
  try {
    const about = await lstat(path);
    return { name, bytes: about.size, changed: Math.trunc(about.mtimeMs), isFile: about.isFile(), isText };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function textIfThere(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : readFile(path, 'utf8');
}

/** A name is on disk when its folder is; Windows has no such thing to ask for. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(path);
  await handle.sync();
}
