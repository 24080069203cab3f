import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { nmvsPackKey } from './keys.ts';

const storedPack = v.object({
  state: v.picklist(['ACTIVE', 'SUPPLIED', 'DESTROYED', 'EXPORTED', 'SAMPLE', 'FREE_SAMPLE', 'LOCKED', 'STOLEN']),
  /** Milliseconds since 1970. */
  since: v.number(),
  /** The location that brought it there. */
  by: v.string(),
  operation: v.string(),
  transaction: v.string(),
  person: v.string(),
});

/** What we last had an NMVS do to a pack. Others may have changed it since: it lets an undo be refused, and never proves a state. */
export type NmvsPack = v.InferOutput<typeof storedPack>;

export interface NamedPack {
  readonly country: string;
  readonly product: string;
  readonly serial: string;
}

export type NmvsPacks = ReturnType<typeof nmvsPacks>;

/** Packs in the deliveries table, by country, product and serial. */
export function nmvsPacks(db: DynamoDBDocumentClient, table: string) {
  return {
    get: async (tenant: string, { country, product, serial }: NamedPack): Promise<NmvsPack | undefined> => {
      const Key = nmvsPackKey(tenant, country, product, serial);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(storedPack, Item);
    },
    /** The last that is written stands: the NMVS decides which change was possible, this row remembers one. */
    put: async (tenant: string, { country, product, serial }: NamedPack, pack: NmvsPack): Promise<void> => {
      const Item = { ...nmvsPackKey(tenant, country, product, serial), ...pack };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
  };
}
