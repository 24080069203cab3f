import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Archive, type Archives, archivedTables } from '../../store/archives.ts';
import { integer } from '../../store/row.ts';

/** What a file of this kind begins with. */
export const FORMAT = 'seriate-lot-archive/1';

interface Counted {
  units: number;
  entries: number;
  upTo: number;
  lines: number;
}

/**
 * Writes a lot into a file: lines of JSON, compressed; first the lot and the digest of the archive before it, then every row by table, last how many
 * there are. The file is on disk under its name when this resolves, and was read again from there.
 *
 * Rejects when it is broken off, when the folder cannot be written to, or when what is read again is not what was written.
 */
export async function writeArchive(
  archives: Archives,
  batch: number,
  folder: string,
  signal: AbortSignal,
): Promise<Omit<Archive, 'at' | 'freedAt'>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = `lot-${batch}.jsonl.gz`;
  const fresh = join(folder, `${file}.new`);
  const counted: Counted = { units: 0, entries: 0, upTo: 0, lines: 0 };
  await pipeline(
    Readable.from(linesOf(archives, batch, counted)),
    createGzip(),
    createWriteStream(fresh, { mode: 0o600, flush: true }),
    { signal },
  );
  const { units, entries, upTo } = counted;
  const { sha256, lines } = await readAgain(fresh);
  if (lines !== counted.lines) throw new Error(`${fresh} does not hold what was written into it`);
  await rename(fresh, join(folder, file));
  await toDisk(folder);
  return { batch, file, sha256, bytes: (await stat(join(folder, file))).size, units, entries, upTo };
}

async function* linesOf(archives: Archives, batch: number, counted: Counted) {
  yield line({ format: FORMAT, before: archives.last()?.sha256, lot: archives.batch(batch) });
  for (const table of archivedTables) {
    let after: number | undefined = -1;
    while (after !== undefined) {
      const piece = archives.piece(table, batch, after);
      if (table === 'units') counted.units += piece.rows.length;
      if (table === 'audit') {
        counted.entries += piece.rows.length;
        counted.upTo = integer(piece.rows.at(-1) ?? { entry: counted.upTo }, 'entry');
      }
      counted.lines += piece.rows.length;
      yield piece.rows.map((row) => line({ [table]: row })).join('');
      after = piece.after;
      // Lines of our own have packs to judge in between.
      await turn();
    }
  }
  counted.lines += 2;
  yield line({ end: counted });
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

/** The digest of a file, and how many lines come out of it. */
export async function readAgain(path: string): Promise<{ sha256: string; lines: number }> {
  const hash = createHash('sha256');
  const source = createReadStream(path);
  source.on('data', (chunk) => hash.update(chunk));
  let lines = 0;
  const unpacked = source.pipe(createGunzip());
  source.once('error', (error) => unpacked.destroy(error));
  for await (const _ of createInterface({ input: unpacked })) lines += 1;
  return { sha256: hash.digest('hex'), lines };
}

/** A new name is on disk when its folder is. */
async function toDisk(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
