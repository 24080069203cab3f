import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Lot } from '#shared/messages/lots-api.ts';
import { inLanes } from './batches.ts';
import { boundedRows } from './bounded-rows.ts';
import { getLot } from './get-lot.ts';
import { registryKey } from './keys.ts';

/** Lots at packers that are looked at, at most. */
const MOST_AT_PACKERS = 20;

const reported = v.object({ packer: v.string(), reportedAt: v.string() });
const ordered = v.object({ sk: v.string(), gtin: v.string(), lot: v.string() });

export interface ReportedLot {
  readonly packer: string;
  readonly reportedAt: string;
}

export type LotsInWork = ReturnType<typeof lotsInWork>;

/** Lots by the pointers that stand beside them while something is to be done about them: what is over is not read. */
export function lotsInWork(db: DynamoDBDocumentClient, table: string) {
  const pointers = (pk: string) =>
    boundedRows(db, 1, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    });
  return {
    /** Those that wait for release, as far as a megabyte tells. */
    toRelease: async (tenant: string): Promise<{ lots: ReportedLot[]; more: boolean }> => {
      const { rows, more } = await pointers(registryKey(tenant, 'lot-reported', '').pk);
      return { lots: rows.map((row) => v.parse(reported, row)), more };
    },
    /** Those that contract packers have, or one of them, and that are not reported yet: some of them where there are many. */
    atPackers: async (tenant: string, packer?: string): Promise<Lot[]> => {
      const { rows } = await pointers(registryKey(tenant, 'order', '').pk);
      const away = rows
        .map((row) => v.parse(ordered, row))
        .filter(({ sk }) => (packer === undefined ? packerIn(sk) !== tenant : packerIn(sk) === packer))
        .slice(0, MOST_AT_PACKERS);
      const found = await inLanes(away, ({ gtin, lot }) => getLot({ db, table }, tenant, gtin, lot));
      return found.filter((lot) => lot !== undefined);
    },
  };
}

/** As `pointerKey` in lot-keys.ts writes it. */
const packerIn = (sk: string): string | undefined => sk.split('#')[1];
