import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The formats that cameras leave, and browsers show. */
const types: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

const STEP_MS = 2_000;

export interface CameraPicture {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * The picture that a camera took at a trigger. Cameras send their pictures by FTP or to a share, and not in the language in which they tell
 * results: a line's folder is where they arrive. The last digits of a file's name are the trigger count; of several the newest counts. Trigger
 * counts begin anew at times: what was there before the pack was printed shows another pack.
 *
 * @param since when the pack was printed, in milliseconds since 1970
 * @returns undefined when there is none (yet), or the folder cannot be read
 */
export async function cameraPicture(folder: string, trigger: number, since = 0): Promise<CameraPicture | undefined> {
  const names = await readdir(folder).catch(() => []);
  const found = names.filter(
    (name) => Number(/(\d+)\.[a-z]+$/i.exec(name)?.[1]) === trigger && typeOf(name) !== undefined,
  );
  const dated = await Promise.all(
    found.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  // Some file systems, a share's among them, keep times in steps of two seconds.
  const newest = dated.filter(({ at }) => at >= since - STEP_MS).toSorted((a, b) => b.at - a.at)[0];
  if (newest === undefined) return undefined;
  const body = await readFile(join(folder, newest.name)).catch(() => undefined);
  return body && { type: typeOf(newest.name) ?? '', body };
}

const typeOf = (name: string): string | undefined => types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
