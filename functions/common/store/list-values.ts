import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { itemsIn } from './index-refs.ts';
import { valueKey } from './keys.ts';

/** A page of a list; `next` is given as `after` for the page that follows. */
export interface ValuePage {
  readonly values: string[];
  readonly next?: string;
}

const withKey = v.object({ sk: v.string() });

/** Greater than every character of a URI. */
const LAST = '\u{10ffff}';

/** Values that a field ever had in a tenant's events, in order of their UTF-8 bytes, at most `limit`. */
export async function listValues(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  field: string,
  after = '',
  limit: number,
): Promise<ValuePage> {
  const values: string[] = [];
  const { pk } = valueKey(tenant, field, '');
  // A sort key is not empty, so nothing stands before one blank.
  for await (const row of itemsIn(db, table, { pk }, [after === '' ? ' ' : after, LAST], true, limit + 2)) {
    const { sk } = v.parse(withKey, row);
    if (sk === after) continue;
    if (values.length === limit) return { values, next: values.at(-1) ?? '' };
    values.push(sk);
  }
  return { values };
}
