import { FileDrop, type FileDropNeeds } from './file-drop.ts';
import { openFolder } from './open-folder.ts';
import type { Reader } from './reader.ts';

/** Where files are dropped, and how they are looked for. */
export interface DropSettings {
  readonly folder: string;
  readonly lookMs: number;
  readonly mostBytes: number;
}

export type OpenDrop = ReturnType<typeof openDrop>;

/** Looks into a folder again and again until it is closed. A share that is away at the start is tried again like any other time. */
export function openDrop({ folder, lookMs, mostBytes }: DropSettings, reader: Reader, failed: FileDropNeeds['failed']) {
  let drop: FileDrop | undefined;
  let trouble: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const look = async () => {
    try {
      drop ??= new FileDrop({ reader, folder: await openFolder(folder), mostBytes, failed });
      trouble = undefined;
      await drop.look();
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
    if (!closed) timer = setTimeout(next, lookMs).unref();
  };
  let looking: Promise<void> = Promise.resolve();
  const next = () => {
    looking = look();
  };
  next();
  return {
    /** Why nothing can be taken or told; undefined when all is well. */
    trouble: () => trouble ?? drop?.trouble,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
