import { code } from './codes.ts';
import type { Disk } from './disk.ts';
import { type Handles, openHandles } from './handles.ts';
import { inTurn, type Line, type Operation, ok, type Take } from './in-turn.ts';

/** Answers what one login asks of the files (draft-ietf-secsh-filexfer-02, version 3). */
export function serveFiles(line: Line, disk: Disk): void {
  const take = inTurn(line);
  const open = openHandles(disk.close);
  opening(line, disk, take, open);
  contents(line, disk, take, open);
  names(line, disk, take);
  line.sftp.on('close', open.dropAll);
}

function opening({ sftp }: Line, disk: Disk, take: Take, open: Handles): void {
  sftp.on('OPEN', (id, path, flags) => {
    take('open', id, () => {
      const handle = open.add({ fd: disk.open(path, flags) });
      return () => sftp.handle(id, handle);
    });
  });
  sftp.on('OPENDIR', (id, path) => {
    take('list', id, () => {
      const names = disk.list(path).map(({ name, attributes: attrs }) => ({ filename: name, longname: name, attrs }));
      const handle = open.add({ names });
      return () => sftp.handle(id, handle);
    });
  });
  sftp.on('CLOSE', (id, handle) => {
    take(undefined, id, () => {
      open.drop(handle);
      return ok({ sftp }, id);
    });
  });
}

/** Of what is cut, half has arrived. */
const half = (bytes: Buffer) => bytes.subarray(0, Math.ceil(bytes.length / 2));

function contents({ sftp, cut }: Line, disk: Disk, take: Take, open: Handles): void {
  sftp.on('READ', (id, handle, offset, length) => {
    take('read', id, (fault) => {
      const bytes = disk.read(open.fd(handle), offset, length);
      if (bytes.length === 0) return () => sftp.status(id, code.eof);
      if (fault?.kind !== 'truncate') return () => sftp.data(id, bytes);
      return () => {
        sftp.data(id, half(bytes));
        cut();
      };
    });
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    take('write', id, (fault) => {
      const isCut = fault?.kind === 'truncate';
      disk.write(open.fd(handle), offset, isCut ? half(data) : data);
      return isCut ? cut : ok({ sftp }, id);
    });
  });
  sftp.on('FSTAT', (id, handle) => {
    take(undefined, id, () => {
      const attributes = disk.attributes(open.fd(handle));
      return () => sftp.attrs(id, attributes);
    });
  });
  sftp.on('READDIR', (id, handle) => {
    take(undefined, id, () => {
      const told = open.names(handle);
      return () => (told.length === 0 ? sftp.status(id, code.eof) : sftp.name(id, told));
    });
  });
}

const nobody = { mode: 0, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

function names({ sftp }: Line, disk: Disk, take: Take): void {
  const done = (operation: Operation, id: number, work: () => void) =>
    take(operation, id, () => {
      work();
      return ok({ sftp }, id);
    });
  const look = (id: number, path: string) =>
    take('look', id, () => {
      const attributes = disk.look(path);
      return () => sftp.attrs(id, attributes);
    });
  sftp.on('STAT', look);
  sftp.on('LSTAT', look);
  sftp.on('REALPATH', (id, path) => {
    const filename = disk.absolute(path);
    take(undefined, id, () => () => sftp.name(id, [{ filename, longname: filename, attrs: nobody }]));
  });
  sftp.on('RENAME', (id, from, to) => done('rename', id, () => disk.rename(from, to)));
  sftp.on('REMOVE', (id, path) => done('remove', id, () => disk.remove(path)));
  sftp.on('MKDIR', (id, path) => done('make', id, () => disk.makeFolder(path)));
  sftp.on('RMDIR', (id, path) => done('make', id, () => disk.removeFolder(path)));
}
