import type { Stats } from 'ssh2';
import { inLanes } from '#common/store/batches.ts';
import type { Calls } from './calls.ts';
import { PIECES_AT_ONCE, pieceAt, piecesOf } from './read-file.ts';
import { SftpFault } from './sftp-fault.ts';

/** Writes a whole file over whatever is there. @throws SftpFault also when the server has another size of it then */
export async function writeFile({ sftp, call, run }: Calls, path: string, content: Uint8Array): Promise<void> {
  const what = `write ${path}`;
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const handle = await call<Buffer>(what, (done) => sftp.open(path, 'w', done));
  try {
    const write = (offset: number) => {
      const piece = pieceAt(bytes, offset);
      return run(what, (done) => sftp.write(handle, piece, 0, piece.length, offset, done));
    };
    await inLanes(piecesOf(bytes.length), write, PIECES_AT_ONCE);
    // Not every server has it, and one without still has the file.
    await run(what, (done) => sftp.ext_openssh_fsync(handle, done)).catch(() => undefined);
    const { size } = await call<Stats>(what, (done) => sftp.fstat(handle, done));
    if (size !== bytes.length) throw new SftpFault('files', `${what}: ${size} of ${bytes.length} bytes are there`);
  } finally {
    await run(what, (done) => sftp.close(handle, done)).catch(() => undefined);
  }
}
