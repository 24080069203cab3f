import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { NoticeState } from '#shared/messages/notices-api.ts';
import { filteredPage } from './filtered-page.ts';
import { noticeKey } from './keys.ts';
import { claimWork, dueAt, type Lease, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { type FoundNotice, type NoticeChange, type NoticeRow, noticeIdOf, storedNotice } from './notice-row.ts';
import { updateExpression } from './update-expression.ts';

/** Longer than the function that follows them may run. */
const LEASE_MS = 150_000;

/** A notice in hand. */
export interface NoticeClaim {
  readonly row: NoticeRow;
  readonly lease: Lease;
}

/** Which notices are wanted; an absent filter fits all. */
export interface WantedNotices {
  readonly market?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly latestFirst?: boolean;
  readonly limit: number;
  /** `noticeId` of the last one seen, or a time in UTC to begin at. */
  readonly after?: string | undefined;
}

const workOf = (tenant: string, notice: string): Work => ({
  key: noticeKey(tenant, notice),
  tenant,
  queue: 'notice',
  message: { tenant, notice },
});

export type Notices = ReturnType<typeof notices>;

/** Notices of regulators in the deliveries table. Each row is the truth about its notice, and is kept. */
export function notices(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Writes a notice that was listed, to be read and followed from now on; `known` when it is there already, with whatever became of it. */
    find: async (found: FoundNotice, at: Date) => {
      const noticeId = noticeIdOf(found);
      const work = workOf(found.tenant, noticeId);
      const row: NoticeRow = { ...found, noticeId, state: 'found', attempts: 0, foundAt: at.toISOString() };
      const Item = { ...work.key, ...row, ...dueAt(work, at) };
      // The same document is listed again and again, perhaps to two who ask at once: the first row stands.
      const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      return { noticeId, outcome: await wonOrLost(() => db.send(put), 'found', 'known') };
    },
    claim: async (tenant: string, notice: string, at: Date): Promise<NoticeClaim | undefined> => {
      const claimed = await claimWork(here, workOf(tenant, notice), at, LEASE_MS);
      return claimed && { row: v.parse(storedNotice, claimed.row), lease: claimed.lease };
    },
    /** Ends a turn: what became of it, and when it is looked at again, if it is. */
    settle: ({ lease }: NoticeClaim, change: NoticeChange, next?: Date) => settleWork(here, lease, change, next),
    /** A receipt is not expected any more, whoever looks for it just now. */
    takeBack: (tenant: string, noticeId: string, reason: string) => {
      const change = updateExpression({ state: 'taken-back', reason }, [
        'notBefore',
        'duePk',
        'dueAt',
        'wake',
        'leasedUntil',
      ]);
      const update = new UpdateCommand({
        TableName: table,
        Key: noticeKey(tenant, noticeId),
        ...change,
        // What was received meanwhile stays so: its sender and its receiver have to find out.
        ConditionExpression: '#state = :expected',
        ExpressionAttributeValues: {
          ...change.ExpressionAttributeValues,
          ':expected': 'expected' satisfies NoticeState,
        },
      });
      return wonOrLost(() => db.send(update), 'taken-back', 'other');
    },
    get: async (tenant: string, noticeId: string): Promise<NoticeRow | undefined> => {
      const get = new GetCommand({ TableName: table, Key: noticeKey(tenant, noticeId), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(storedNotice, Item);
    },
    /** One page in the order of time, or against it; see `filteredPage`. */
    list: async (tenant: string, { market, kind, state, latestFirst = false, limit, after }: WantedNotices) => {
      const fits = { market, kind, state };
      const { pk } = noticeKey(tenant, '');
      const page = await filteredPage(db, { table, pk, fits, limit, after, descending: latestFirst });
      const { rows, ...more } = page;
      return { notices: rows.map((row): NoticeRow => v.parse(storedNotice, row)), ...more };
    },
  };
}
