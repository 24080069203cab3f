import type { ReactNode } from 'react';
import type { Content } from '../../shared/master-data/version.ts';
import type { Json } from '../../shared/wire/json.ts';
import type { ErrorAt } from './error-at.ts';
import type { MasterPlace, Version } from './master-kinds.ts';

/** What is asked for by fields of their own, in place of columns. */
export interface Extension {
  /** Columns of the spreadsheet that are left out. */
  readonly columns: readonly string[];
  /** Members that the fields give, or take away where they are undefined. */
  readonly content: Readonly<Record<string, Json | undefined>>;
  /** The fields, which show what is wrong with the members that they hold. */
  readonly fields: (errorAt: ErrorAt) => ReactNode;
}

/** What is changed, as it was when the form began. */
export interface MasterBefore {
  readonly id: string;
  readonly content: Content;
  /** By `seenTag`: what was changed since is not written over. */
  readonly seen: string;
}

export interface MasterFormProps {
  readonly place: MasterPlace;
  /** What the fields hold at first; undefined for a new one, whose id is asked for. */
  readonly before?: MasterBefore | undefined;
  readonly saved: (version: Version, id: string) => void;
  readonly cancel: () => void;
  readonly more?: Extension | undefined;
}
