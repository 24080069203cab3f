import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { networkAs2Key, networkIdentityKey } from './network-keys.ts';

const stored = v.object({
  generation: v.number(),
  as2Id: v.string(),
  /** PEM. */
  certificate: v.string(),
  /** Absent once it has ended: what was encrypted for it is read by nobody any more. */
  sealedKey: v.exactOptional(v.string()),
  /** ISO 8601. */
  signsFrom: v.string(),
  createdAt: v.string(),
  createdBy: v.string(),
  endedAt: v.exactOptional(v.string()),
});

/** One generation of what is a tenant's own in AS2: its name, certificate and key. */
export type NetworkIdentity = v.InferOutput<typeof stored>;

const owned = v.object({
  tenant: v.string(),
  /** How often its tenant took it for a generation, or ended one of its. */
  turns: v.optional(v.number(), 0),
});
export type OwnedName = v.InferOutput<typeof owned>;

export type NetworkIdentities = ReturnType<typeof networkIdentities>;

/** What is tenants' own towards partners, in the registry table; and whose an AS2 name is, over all tenants. */
export function networkIdentities(db: DynamoDBDocumentClient, table: string) {
  const nameOf = async (as2Id: string): Promise<OwnedName | undefined> => {
    const get = new GetCommand({ TableName: table, Key: networkAs2Key(as2Id), ConsistentRead: true });
    const { Item } = await db.send(get);
    return Item && v.parse(owned, Item);
  };
  return {
    /** All generations, the latest first. */
    list: async (tenant: string): Promise<NetworkIdentity[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': networkIdentityKey(tenant, 0).pk },
        ScanIndexForward: false,
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(stored, item));
    },

    /** The tenant that an AS2 name belongs to: as long as it has a key of that name that has not ended. */
    ownerOf: async (as2Id: string): Promise<string | undefined> => (await nameOf(as2Id))?.tenant,

    nameOf,

    /** Adds a generation and takes its name, with what the audit trail says of it, or not at all. */
    add: (tenant: string, identity: NetworkIdentity, audit: AuditRow) => {
      const { generation, as2Id } = identity;
      const Identity = {
        TableName: table,
        Item: { ...networkIdentityKey(tenant, generation), ...identity },
        // Two people may make the next one at once: the first stands, and the second is asked to look.
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      const Name = {
        TableName: table,
        Key: networkAs2Key(as2Id),
        UpdateExpression: 'SET tenant = :tenant ADD turns :one',
        // Two tenants may want one name at once: whose it is decides where documents go, so the first has it until it gives it back.
        ConditionExpression: 'attribute_not_exists(pk) OR tenant = :tenant',
        ExpressionAttributeValues: { ':tenant': tenant, ':one': 1 },
      };
      const write = new TransactWriteCommand({ TransactItems: [{ Put: Identity }, { Update: Name }, audit] });
      return wonOrLost(() => db.send(write), 'added', 'lost');
    },

    /**
     * Ends a generation: its key is thrown away.
     *
     * @param name its AS2 name as it was read, before it was seen which generations there are
     */
    end: (tenant: string, { generation, as2Id, name, isLast }: Ended, at: Date, audit: AuditRow) => {
      const Update = {
        TableName: table,
        Key: networkIdentityKey(tenant, generation),
        UpdateExpression: 'SET endedAt = :at REMOVE sealedKey',
        // Two people may end it at once: the trail tells it once.
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      };
      const named = heldOrGiven(table, tenant, as2Id, name, isLast);
      const write = new TransactWriteCommand({ TransactItems: [{ Update }, ...named, audit] });
      return wonOrLost(() => db.send(write), 'ended', 'lost');
    },
  };
}

interface Ended extends Pick<NetworkIdentity, 'generation' | 'as2Id'> {
  readonly name: OwnedName | undefined;
  /** No other generation of the name is left: it is given back. */
  readonly isLast: boolean;
}

/** What becomes of the name of a generation that ends; nothing where it is not the tenant's any more. */
function heldOrGiven(table: string, tenant: string, as2Id: string, name: OwnedName | undefined, isLast: boolean) {
  if (name?.tenant !== tenant) return [];
  const common = {
    TableName: table,
    Key: networkAs2Key(as2Id),
    // Another generation of the name may be made, or the other one ended, at once: who comes second looks again whether the name is still needed.
    ConditionExpression: `tenant = :tenant AND ${name.turns === 0 ? 'attribute_not_exists(turns)' : 'turns = :seen'}`,
  };
  const seen = { ':tenant': tenant, ...(name.turns > 0 && { ':seen': name.turns }) };
  return isLast
    ? [{ Delete: { ...common, ExpressionAttributeValues: seen } }]
    : [
        {
          Update: { ...common, UpdateExpression: 'ADD turns :one', ExpressionAttributeValues: { ...seen, ':one': 1 } },
        },
      ];
}
