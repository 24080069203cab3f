import { lstat, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dropped, Folder } from './folder.ts';

const folders = ['in', 'result', 'archive', 'rejected', 'out'] as const;

/** Names of files that are still being written. */
const unfinished = /^[.~]|\.(tmp|part|partial|filepart|writing)$/i;

/** Opens the folders, and makes those that are not there. */
export async function openFolder(root: string): Promise<Folder> {
  for (const one of folders) await mkdir(join(root, one), { recursive: true });
  const pathOf = (folder: (typeof folders)[number], name: string) => join(root, folder, name);
  return {
    waiting: async () => {
      const names = (await readdir(join(root, 'in'))).filter((name) => !unfinished.test(name)).sort();
      return Promise.all(names.map((name) => droppedOf(pathOf('in', name), name)));
    },
    read: (name) => readFile(pathOf('in', name)),
    archived: (name) => textIfThere(pathOf('archive', name)),
    write: async (into, name, text) => {
      const [path, half] = [pathOf(into, name), pathOf(into, `.${name}.tmp`)];
      await writeFile(half, text, { flush: true });
      await rename(half, path);
      await syncFolder(join(root, into));
    },
    move: async (name, to, as) => {
      await rename(pathOf('in', name), pathOf(to, as));
      await syncFolder(join(root, to));
    },
  };
}

async function droppedOf(path: string, name: string): Promise<Dropped> {
  const about = await lstat(path);
  return { name, bytes: about.size, changed: Math.trunc(about.mtimeMs), isFile: about.isFile() };
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
