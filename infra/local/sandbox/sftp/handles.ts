import type { FileEntry } from 'ssh2';

/** What a handle stands for: an open file, or names of a folder that are told once. */
type Open = { readonly fd: number } | { readonly names: readonly FileEntry[] };

/** The handles of one login. One that is not known is an error of the file system. */
export function openHandles(close: (fd: number) => void) {
  const open = new Map<number, Open>();
  let last = 0;
  const of = (handle: Buffer): [number, Open] => {
    const number = handle.length === 4 ? handle.readUInt32BE() : 0;
    const found = open.get(number);
    if (found === undefined) throw new Error('no such handle');
    return [number, found];
  };
  const end = (number: number, one: Open) => {
    open.delete(number);
    if ('fd' in one) close(one.fd);
  };
  return {
    add: (one: Open): Buffer => {
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(++last);
      open.set(last, one);
      return handle;
    },
    fd: (handle: Buffer): number => {
      const [, one] = of(handle);
      if (!('fd' in one)) throw new Error('a folder is not read as a file');
      return one.fd;
    },
    /** Empty from the second time on. */
    names: (handle: Buffer): FileEntry[] => {
      const [number, one] = of(handle);
      if ('fd' in one) throw new Error('a file is not read as a folder');
      open.set(number, { names: [] });
      return [...one.names];
    },
    drop: (handle: Buffer) => end(...of(handle)),
    dropAll: () => {
      for (const [number, one] of [...open]) end(number, one);
    },
  };
}

export type Handles = ReturnType<typeof openHandles>;
