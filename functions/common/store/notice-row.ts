import * as v from 'valibot';
import { regulatorNotice } from '#shared/messages/notices-api.ts';

/** What a regulator told of its own accord, from being listed to what followed from it. */
export const storedNotice = v.object({
  ...regulatorNotice.entries,
  tenant: v.string(),
  attempts: v.number(),
  /** When we heard of it. */
  foundAt: v.string(),
  /** The call it waits to make, and its place among those that wait. */
  turn: v.optional(v.object({ call: v.string(), at: v.string() })),
});
export type NoticeRow = v.InferOutput<typeof storedNotice>;

/** A notice as a list of the regulator names it. */
export type FoundNotice = Pick<
  NoticeRow,
  'tenant' | 'market' | 'document' | 'kind' | 'cameAt' | 'counterparty' | 'rehearsal'
>;

/** One for each document of a market, whoever asks when; in the order of time. */
export const noticeIdOf = ({ cameAt, market, document }: Pick<NoticeRow, 'cameAt' | 'market' | 'document'>) =>
  `${cameAt}_${market}_${document}`;

/** What a turn of its work leads to. */
export type NoticeChange = Partial<Omit<NoticeRow, 'tenant' | 'noticeId' | 'foundAt'>>;
