import { createHash } from 'node:crypto';
import type { Dropped, Folder } from './folder.ts';
import { inPieces } from './in-pieces.ts';
import { type Reader, textOf } from './reader.ts';
import { toldRefusal } from './told-refusal.ts';
import { MOST_NAME, unreadable } from './unreadable.ts';

/** Bytes that are hashed at once. */
const HASHED = 1024 * 1024;

export interface DropNeeds {
  readonly reader: Reader;
  readonly folder: Folder;
  /** A larger file is refused unread. */
  readonly mostBytes: number;
}

/**
 * Takes a file: its reader takes it under the digest of its bytes, its result is written, and only then it leaves `in`. Cut short anywhere it is done again,
 * and is the same.
 */
export async function takeDropped(needs: DropNeeds, dropped: Dropped): Promise<void> {
  const { folder, reader, mostBytes } = needs;
  const { name, bytes, changed, isFile } = dropped;
  const unread = unreadable(dropped, mostBytes, reader.rule);
  if (unread !== undefined) {
    const kept = `${changed}-${bytes}-${name.slice(0, MOST_NAME)}`;
    await folder.write(
      'result',
      resultName(name),
      textOf({ file: name, verdict: 'refused', problem: toldRefusal(unread) }),
    );
    return folder.move(name, 'rejected', isFile ? kept : `${kept}-no-file`);
  }
  const content = await folder.read(name);
  const hash = createHash('sha256');
  for await (const piece of inPieces(content, HASHED)) hash.update(piece);
  const digest = hash.digest('hex').slice(0, 32);
  // Taken before, by this name or another, and perhaps cut short after that: the answer is the same.
  const result = (await folder.archived(`${digest}.result.json`)) ?? (await reader.take(folder, name, content, digest));
  await folder.write('result', resultName(name), result);
  await folder.move(name, isRefused(result) ? 'rejected' : 'archive', `${digest}-${name}`);
}

/** A long result is not read as a whole to find what stands at its beginning. */
const isRefused = (result: string): boolean => /"verdict":\s*"refused"/.test(result.slice(0, 1_000));

const resultName = (name: string) => `${name.slice(0, MOST_NAME)}.result.json`;
