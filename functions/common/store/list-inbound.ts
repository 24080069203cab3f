import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { InboundWay } from '#shared/network/channel-kinds.ts';
import { getRows } from './batches.ts';
import { filteredPage } from './filtered-page.ts';
import { type InboundDocument, type InboundState, storedInbound } from './inbound-row.ts';
import { inboundByKey, inboundKey, inboundOpenKey, inboundUntoldKey } from './network-keys.ts';

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Which documents are wanted; an absent filter fits all. */
export interface WantedInbound {
  readonly partner?: string | undefined;
  readonly state?: InboundState | undefined;
  readonly way?: InboundWay | undefined;
  readonly limit: number;
  /** `documentId` of the last one seen, or a time in UTC to begin at, without `-`, `:` and `.`. */
  readonly after?: string | undefined;
}

interface Page {
  readonly documents: InboundDocument[];
  readonly next?: string;
}

/** Rows of a partner that one call reads at most, so that a filter nothing fits ends; how many are read at once; and those of a list at most. */
const MOST_READ = 5_000;
const AT_ONCE = 100;
const MOST_LISTED = 1_000;

/** One page, the newest first. A partner's are found by its own partition: one that sends much does not hide another's. */
export async function listInbound(here: Here, tenant: string, wanted: WantedInbound): Promise<Page> {
  const { partner, state, way, limit, after } = wanted;
  if (partner !== undefined) return listOfPartner(here, tenant, { ...wanted, partner });
  const pk = inboundKey(tenant, '').pk;
  const asked = { table: here.table, pk, fits: { state, way }, limit, after, descending: true };
  const { rows, ...more } = await filteredPage(here.db, asked);
  return { documents: rows.map((row) => v.parse(storedInbound, row)), ...more };
}

async function listOfPartner(
  here: Here,
  tenant: string,
  { partner, state, way, limit, after }: WantedInbound & { partner: string },
): Promise<Page> {
  const found: InboundDocument[] = [];
  const fits = (one: InboundDocument) =>
    (state === undefined || one.state === state) && (way === undefined || one.way === way);
  let last = after;
  for (let read = 0; read < MOST_READ; read += AT_ONCE) {
    const ids = await idsIn(here, inboundByKey(tenant, partner, last ?? ''), { limit: AT_ONCE, newestFirst: true });
    const rows = (await documentsOf(here, tenant, ids)).toReversed();
    found.push(...rows.filter(fits));
    if (found.length > limit) break;
    last = ids.at(-1);
    if (ids.length < AT_ONCE) return { documents: found.slice(0, limit) };
  }
  const documents = found.slice(0, limit);
  const next = found.length > limit ? documents.at(-1)?.documentId : last;
  return { documents, ...(next !== undefined && { next }) };
}

/** Documents of a partner that are not read to their end, the oldest first. */
export async function listedInbound(here: Here, tenant: string, partner: string): Promise<InboundDocument[]> {
  const from = inboundOpenKey(tenant, partner, '');
  const ids = await idsIn(here, from, { limit: MOST_LISTED, newestFirst: false });
  return documentsOf(here, tenant, ids);
}

/** Documents of a partner whose sender is not told what became of them, the oldest first, as many at once as are read at once. */
export async function* untoldInbound(here: Here, tenant: string, partner: string): AsyncGenerator<InboundDocument[]> {
  for (let last = ''; ; ) {
    const from = inboundUntoldKey(tenant, partner, last);
    const ids = await idsIn(here, from, { limit: AT_ONCE, newestFirst: false });
    yield await documentsOf(here, tenant, ids);
    if (ids.length < AT_ONCE) return;
    last = ids.at(-1) ?? '';
  }
}

/** @param from the place behind which it begins; an empty sort key begins at the beginning */
async function idsIn(
  { db, table }: Here,
  from: { pk: string; sk: string },
  { limit, newestFirst }: { limit: number; newestFirst: boolean },
): Promise<string[]> {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': from.pk },
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ConsistentRead: true,
    ...(from.sk !== '' && { ExclusiveStartKey: from }),
  });
  return ((await db.send(query)).Items ?? []).map((item) => v.parse(v.object({ sk: v.string() }), item).sk);
}

/** In the order of their ids. */
async function documentsOf({ db, table }: Here, tenant: string, ids: readonly string[]): Promise<InboundDocument[]> {
  const keys = ids.map((id) => inboundKey(tenant, id));
  const rows = (await getRows(db, table, keys)).map((row) => v.parse(storedInbound, row));
  return rows.sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
}
