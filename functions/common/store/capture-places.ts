import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { Refused } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import { refuse } from '#shared/refusal.ts';
import { capturePlaceKey } from './keys.ts';

/** Characters of a place that a token holds, which stands in an address. */
const MOST_IN_TOKEN = 2_000;
/** Twice as long as a token of EPCIS may be used, seconds. */
const KEPT_S = 2 * 24 * 3600;
/** What begins so names a row; no id of a job does. */
const KEPT = '#';

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

const stored = v.object({ place: v.string() });

/** What a token says of a place in the list of jobs: the place itself, or of one of many lines, which would make no address, the name of the row that keeps it. */
export async function keepPlace({ db, table }: Here, tenant: string, place: string, at: Date): Promise<string> {
  if (place.length <= MOST_IN_TOKEN) return place;
  const digest = sha256(place);
  const ttl = Math.floor(at.getTime() / 1000) + KEPT_S;
  // The same place has the same name: whoever puts it twice changes nothing but how long it is kept.
  await db.send(new PutCommand({ TableName: table, Item: { ...capturePlaceKey(tenant, digest), place, ttl } }));
  return KEPT + digest;
}

/** The place that a token said. @throws Refused `bad-parameter` when it is kept no longer */
export async function keptPlace({ db, table }: Here, tenant: string, said: string): Promise<string> {
  if (!said.startsWith(KEPT)) return said;
  const Key = capturePlaceKey(tenant, said.slice(KEPT.length));
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  if (Item !== undefined) return v.parse(stored, Item).place;
  throw new Refused(
    refuse('bad-parameter', 'nextPageToken has expired', {
      at: 'nextPageToken',
      rule: 'EPCIS 2.0, REST binding, paging',
      remedy: 'begin again with the first page',
    }),
  );
}
