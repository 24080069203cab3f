import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join, posix } from 'node:path';
import ssh2, { type Attributes } from 'ssh2';

const { OPEN_MODE } = ssh2.utils.sftp;

/** The files of one login: paths are below its folder, whatever they say. */
export type Disk = ReturnType<typeof diskAt>;

/** A folder of this machine as an SFTP server shows it. Whatever it throws is an error of the file system. */
export function diskAt(root: string) {
  const at = (path: string) => join(root, posix.join('/', path));
  return {
    open: (path: string, flags: number) => openSync(at(path), flagsOf(flags), 0o644),
    close: (fd: number) => closeSync(fd),
    /** Fewer than asked for at the end. */
    read: (fd: number, offset: number, length: number): Buffer => {
      const bytes = Buffer.alloc(Math.min(length, 256 * 1024));
      return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, offset));
    },
    write: (fd: number, offset: number, data: Buffer) => void writeSync(fd, data, 0, data.length, offset),
    attributes: (fd: number) => attributesOf(fstatSync(fd)),
    look: (path: string) => attributesOf(statSync(at(path))),
    list: (path: string) =>
      readdirSync(at(path)).map((name) => ({ name, attributes: attributesOf(lstatSync(join(at(path), name))) })),
    /** Never over a name that is there, as OpenSSH's server does it. */
    rename: (from: string, to: string) => {
      linkSync(at(from), at(to));
      unlinkSync(at(from));
    },
    remove: (path: string) => unlinkSync(at(path)),
    makeFolder: (path: string) => mkdirSync(at(path)),
    removeFolder: (path: string) => rmdirSync(at(path)),
    absolute: (path: string) => posix.join('/', path),
  };
}

function flagsOf(flags: number): number {
  const has = (flag: number) => (flags & flag) !== 0;
  const both = has(OPEN_MODE.READ) && has(OPEN_MODE.WRITE);
  const way = both ? constants.O_RDWR : has(OPEN_MODE.WRITE) ? constants.O_WRONLY : constants.O_RDONLY;
  return (
    way |
    (has(OPEN_MODE.CREAT) ? constants.O_CREAT : 0) |
    (has(OPEN_MODE.TRUNC) ? constants.O_TRUNC : 0) |
    (has(OPEN_MODE.EXCL) ? constants.O_EXCL : 0) |
    (has(OPEN_MODE.APPEND) ? constants.O_APPEND : 0)
  );
}

const attributesOf = ({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats): Attributes => ({
  mode,
  uid,
  gid,
  size,
  atime: Math.floor(atimeMs / 1000),
  mtime: Math.floor(mtimeMs / 1000),
});
