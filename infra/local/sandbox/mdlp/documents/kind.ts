import type { Part } from './grammar.ts';

/** A kind of document that the sandbox takes. */
export interface Kind {
  /** Its `action_id`. */
  readonly type: number;
  readonly root: string;
  readonly parts: readonly Part[];
}
