import type { ReportedCode } from './reported.ts';

/**
 * What a notice means to whom it came to. shipped: somebody sent goods, whose receipt is to be told · accepted, refused: the other side did so with goods that
 * were sent to it · taken-back: who sent goods says that he did not, or has them back · told: nothing follows by itself.
 */
export const noticeMeanings = ['shipped', 'accepted', 'refused', 'taken-back', 'told'] as const;
export type NoticeMeaning = (typeof noticeMeanings)[number];

/** What a regulator tells of its own accord, because somebody told it something of the tenant's. */
export interface Notice {
  readonly means: NoticeMeaning;
  /** In words. */
  readonly act: string;
  /** What the regulator calls the message that somebody sent; absent where nobody sent one. */
  readonly mirrors?: string | undefined;
  /** Who sent that, as the regulator calls parties. */
  readonly by?: string | undefined;
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** Number of the business document that it goes by. */
  readonly paper?: string | undefined;
  readonly reason?: string | undefined;
  /** What people can do about it. */
  readonly remedy?: string | undefined;
  /** By when it has to be answered, ISO 8601. */
  readonly deadline?: string | undefined;
  readonly things: readonly ReportedCode[];
}

/** A notice as a list names it. */
export interface ListedNotice {
  /** The regulator's own, and never another's. */
  readonly id: string;
  /** What the regulator calls messages of its kind. */
  readonly kind: string;
  /** When the regulator made it, ISO 8601 in UTC; it does not change. */
  readonly at: string;
  readonly by?: string | undefined;
}

export interface NoticePage {
  readonly listed: readonly ListedNotice[];
  /** Where the next page begins, or the next look when there is no more. */
  readonly next: string;
  readonly more: boolean;
}

/** What a regulator answered. */
export interface NoticeAnswer {
  readonly status: number;
  readonly body: string;
}
