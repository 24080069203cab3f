import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type FateList, fateList, type LotFates } from '#shared/messages/agent-to-cloud.ts';
import { itemsIn } from './index-refs.ts';
import { drawnKey, lotFatesKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

export interface LotName {
  readonly gtin: string;
  readonly lot: string;
}

export type LotFatesStore = ReturnType<typeof lotFates>;

const storedPart = v.object({ lists: v.instance(Uint8Array) });
const storedLists = v.pipe(v.string(), v.parseJson(), v.array(fateList));
const storedDrawn = v.object({ gtin: v.string(), lot: v.string() });

/** What lines told of serials that were not commissioned, in the ledger's table: it is evidence, and only grows. */
export function lotFates(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Keeps a part; `differs` when another was told in its place. Repeating it is harmless. */
    put: (tenant: string, { gtin, lot, closedAt, part, lists }: LotFates): Promise<'stored' | 'differs'> => {
      const text = JSON.stringify(lists);
      const digest = createHash('sha256').update(text).digest('base64url');
      const Item = {
        ...lotFatesKey(tenant, gtin, lot, placeOf(closedAt, part)),
        digest,
        lists: zstdCompressSync(Buffer.from(text)),
      };
      const put = new PutCommand({
        TableName: table,
        Item,
        // A message may come twice, and a line that lost its disk may tell something else in its place: what was told first stays.
        ConditionExpression: 'attribute_not_exists(pk) OR digest = :digest',
        ExpressionAttributeValues: { ':digest': digest },
      });
      return wonOrLost(() => db.send(put), 'stored', 'differs');
    },
    /** All that was told with the report that closed a lot at a time. */
    of: async function* (tenant: string, { gtin, lot }: LotName, closedAt: string): AsyncGenerator<FateList> {
      const { pk } = lotFatesKey(tenant, gtin, lot, '');
      for await (const row of itemsIn(db, table, { pk }, [`${closedAt}#`, `${closedAt}#~`], true)) {
        const { lists } = v.parse(storedPart, row);
        yield* v.parse(storedLists, zstdDecompressSync(lists).toString('utf8'));
      }
    },
    /** Notes that a lot says it drew from a block. Repeating it is harmless. */
    noteDrawn: async (tenant: string, block: string, { gtin, lot }: LotName): Promise<void> => {
      const Item = { ...drawnKey(tenant, block, `${gtin}#${lot}`), gtin, lot };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
    /** The lots that said so: a few. */
    lotsOf: async (tenant: string, block: string): Promise<LotName[]> => {
      const found: LotName[] = [];
      const { pk } = drawnKey(tenant, block, '');
      for await (const row of itemsIn(db, table, { pk }, ['0', '~'], true)) found.push(v.parse(storedDrawn, row));
      return found;
    },
  };
}

const placeOf = (closedAt: string, part: number) => `${closedAt}#${String(part).padStart(9, '0')}`;
