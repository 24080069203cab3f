import { inLanes } from '#common/store/batches.ts';
import type { Calls } from './calls.ts';
import { fx, SftpFault } from './sftp-fault.ts';

/** Bytes asked for at once, which every server gives, and how often before the first is there. */
const PIECE = 32_768;
const AT_ONCE = 16;

/** A file's bytes. @throws SftpFault when it has more or less than `size` by now */
export async function readFile({ sftp, call, run }: Calls, path: string, size: number): Promise<Buffer> {
  const what = `read ${path}`;
  const handle = await call<Buffer>(what, (done) => sftp.open(path, 'r', done));
  const bytes = Buffer.alloc(size);
  /** How many bytes came, from an offset on; 0 at the end. */
  const take = (into: Buffer, from: number, length: number, offset: number) =>
    call<number>(what, (done) => sftp.read(handle, into, from, length, offset, done));
  const piece = async (offset: number) => {
    const end = Math.min(offset + PIECE, size);
    for (let at = offset; at < end; ) {
      const got = await take(bytes, at, end - at, at);
      if (got === 0) throw changed(path);
      at += got;
    }
  };
  try {
    await inLanes(piecesOf(size), piece, AT_ONCE);
    if ((await take(Buffer.alloc(1), 0, 1, size)) > 0) throw changed(path);
    return bytes;
  } finally {
    await run(what, (done) => sftp.close(handle, done)).catch(() => undefined);
  }
}

/** Offsets at which pieces begin. */
export const piecesOf = (size: number): number[] =>
  Array.from({ length: Math.ceil(size / PIECE) }, (_, i) => i * PIECE);

export const pieceAt = (bytes: Buffer, offset: number): Buffer => bytes.subarray(offset, offset + PIECE);

export const PIECES_AT_ONCE = AT_ONCE;

const changed = (path: string) => new SftpFault('files', `${path} changed while it was read`, { status: fx.failure });
