import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { announcements } from '#common/store/announcements.ts';
import { isKind, kinds } from '#shared/announcements/kinds.ts';
import { placeBefore } from '#shared/announcements/place.ts';
import { tables } from './dynoxide.ts';

/** Everything that integrators of a tenant can learn, in order. Each is of the shape that its kind promises, or this throws. */
export async function toldToIntegrators(db: DynamoDBDocumentClient, tenant: string, at: Date) {
  const store = announcements(db, tables.deliveries);
  await store.order(tenant, at);
  const { announcements: all } = await store.after(tenant, placeBefore(new Date(0)), 10_000, at);
  for (const { kind, data } of all) {
    if (!isKind(kind)) throw new Error(`${kind} is no kind`);
    v.parse(kinds[kind].data, data);
  }
  return all;
}
