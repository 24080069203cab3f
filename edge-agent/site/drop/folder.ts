/** A file that somebody has put into `in`. */
export interface Dropped {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
  /** False for a link, a folder or whatever else is no file. */
  readonly isFile: boolean;
  /** False when its name is no UTF-8: what it is called then stands for it. */
  readonly isText: boolean;
}

export type Kept = 'archive' | 'rejected';

/** The folders of whoever speaks by files. What is written is there as a whole or not at all, also after a loss of power. */
export interface Folder {
  /** What has been put into `in` and is not being written any more by its name, in the order of names. */
  waiting(): Promise<readonly Dropped[]>;
  read(name: string): Promise<Uint8Array>;
  /** What a file of `archive` says; undefined when there is none. */
  archived(name: string): Promise<string | undefined>;
  write(into: 'out' | 'result' | 'archive', name: string, text: string): Promise<void>;
  /** Moves what was in `in`. */
  move(name: string, to: Kept, as: string): Promise<void>;
}
