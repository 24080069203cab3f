import { crc32, deflateRawSync } from 'node:zlib';

export interface Entry {
  /** Path within the zip, with `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1 January 1980, where the time of zip begins: the same files make the same bytes, whenever they were written. */
const DATE = 0x21;
const DEFLATED = 8;
const VERSION = 20;
/** A regular file that its owner may write and all may read, as Unix says it. */
const MODE = (0o100644 << 16) >>> 0;
/** Names are UTF-8. */
const UTF8 = 0x0800;

/** A zip of files (PKWARE APPNOTE 6.3), ordered by their names. It has no folders of its own and no more than 65,535 files. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const path = Buffer.from(name);
    const common = [
      [2, VERSION],
      [2, UTF8],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, path.length],
      [2, 0],
    ] as const;
    const head = Buffer.concat([fields([[4, 0x04034b50], ...common]), path]);
    central.push(
      fields([[4, 0x02014b50], [2, (3 << 8) | VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, MODE], [4, at]]),
      path,
    );
    local.push(head, packed);
    at += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end: readonly Field[] = [
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, directory.length],
    [4, at],
    [2, 0],
  ];
  return Buffer.concat([...local, directory, fields(end)]);
}

type Field = readonly [bytes: 2 | 4, value: number];

function fields(all: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(all.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of all) at = size === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  return bytes;
}
