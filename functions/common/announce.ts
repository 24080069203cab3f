import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Announcement } from '#shared/announcements/announcement.ts';
import { versionOf } from '#shared/announcements/kind-versions.ts';
import type { Happening } from '#shared/announcements/kinds.ts';
import { sha256 } from './sha256.ts';
import { putRows } from './store/batches.ts';
import { waitingAnnouncementKey } from './store/network-keys.ts';

/** The announcement of what happened. Its id follows from that, so that what is announced twice is one. */
export function announcementOf({ kind, subject, at, data, once = at }: Happening): Announcement {
  const id = `ann_${sha256(`${kind}\n${subject}\n${once}`).slice(0, 32)}`;
  return { id, kind, version: versionOf(kind), subject, at, data: JSON.parse(JSON.stringify(data)) };
}

const itemOf = (tenant: string, happening: Happening) => {
  const announcement = announcementOf(happening);
  return { ...waitingAnnouncementKey(tenant, `${announcement.at}#${announcement.id}`), ...announcement };
};

/**
 * The row of what happened, for the transaction that makes it happen: neither stands without the other. It waits there until it gets its place
 * (`announcements.ts`). It has no condition: written again it is the same row, and what has its place already is passed over.
 *
 * @param TableName the deliveries table
 */
export const announced = (TableName: string, tenant: string, happening: Happening) => ({
  Put: { TableName, Item: itemOf(tenant, happening) },
});

/** Announces what happened, for code that is repeated until it is through. Repeating it changes nothing. */
export const announce =
  (db: DynamoDBDocumentClient, table: string) =>
  async (tenant: string, happenings: readonly Happening[]): Promise<void> => {
    const items = happenings.map((happening) => itemOf(tenant, happening));
    await putRows(db, table, [...new Map(items.map((item) => [item.sk, item])).values()]);
  };

export type Announce = ReturnType<typeof announce>;
