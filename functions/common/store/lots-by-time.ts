import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Lot, lot as storedLot } from '#shared/messages/lots-api.ts';
import { getRows } from './batches.ts';
import { boundedRows } from './bounded-rows.ts';
import { registryKey } from './keys.ts';
import type { LotName } from './lot-fates.ts';
import { type LotTables, lotKey } from './lot-keys.ts';

type Here = Pick<LotTables, 'db' | 'table'>;

const made = v.object({ sk: v.string(), gtin: v.string(), lot: v.string() });
/** Pointers of lots that wait for release may be of a time when they had no more than their key. */
const open = v.object({
  sk: v.string(),
  gtin: v.optional(v.string()),
  lot: v.optional(v.string()),
  createdAt: v.optional(v.string(), ''),
});

/** A page of lots by when they were ordered, the newest first, of the tenant or of one product of his. */
export async function newestLots(
  { db, table }: Here,
  tenant: string,
  limit: number,
  after?: string,
  gtin?: string,
): Promise<{ lots: Lot[]; next?: string }> {
  const { pk, sk: begin } =
    gtin === undefined ? registryKey(tenant, 'lot-made', '') : registryKey(tenant, 'product-lot-made', `${gtin}#`);
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: begin === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :begin)',
      ExpressionAttributeValues: { ':pk': pk, ...(begin !== '' && { ':begin': begin }) },
      ScanIndexForward: false,
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
    }),
  );
  const names = Items.map((item) => v.parse(made, item));
  const last = LastEvaluatedKey === undefined ? undefined : names.at(-1);
  return { lots: await lotsNamed({ db, table }, tenant, names), ...(last && { next: last.sk }) };
}

/** Lots that a line has still to report, and those that wait for release, by the pointers beside them: a megabyte of each at most. */
export async function openLots({ db, table }: Here, tenant: string, gtin?: string): Promise<LotName[]> {
  const pointers = (['order', 'lot-reported'] as const).map((kind) =>
    boundedRows(db, 1, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': registryKey(tenant, kind, '').pk },
    }),
  );
  const rows = (await Promise.all(pointers)).flatMap((page) => page.rows.map((row) => v.parse(open, row)));
  return rows
    .map(({ sk, createdAt, ...name }) => ({
      createdAt,
      ...(name.gtin !== undefined && name.lot !== undefined ? { gtin: name.gtin, lot: name.lot } : namedIn(sk)),
    }))
    .filter((name) => gtin === undefined || name.gtin === gtin)
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : Number(a.createdAt < b.createdAt)));
}

/** As `reportedKey` in lot-keys.ts writes it. */
function namedIn(sk: string): LotName {
  const [gtin = '', lot = ''] = sk.split('#');
  return { gtin, lot };
}

/** Lots of those names, in their order. */
export async function lotsNamed({ db, table }: Here, tenant: string, names: readonly LotName[]): Promise<Lot[]> {
  const rows = await getRows(
    db,
    table,
    names.map(({ gtin, lot }) => lotKey(tenant, gtin, lot)),
  );
  const found = new Map(rows.map((row) => [row['sk'], v.parse(storedLot, row)]));
  return names.flatMap(({ gtin, lot }) => found.get(lotKey(tenant, gtin, lot).sk) ?? []);
}
