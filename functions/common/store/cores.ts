import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { SiteMachine } from '#shared/messages/sites-api.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { networkCoreKey, networkSiteKey, siteKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

/** A site's machine as it was announced. `none`: the agent runs without Greengrass. */
export const core = v.object({
  serial: v.string(),
  tenant: v.string(),
  site: v.string(),
  runtime: v.picklist(['nucleus', 'lite', 'none']),
  state: v.picklist(['announced', 'joined']),
  /** Until when it may join; ISO 8601 in UTC. */
  notAfter: v.string(),
  /** Which announcement this is: a machine that is announced again may join again. */
  announced: v.string(),
  certificateId: v.optional(v.string()),
});
export type Core = v.InferOutput<typeof core>;

export type Cores = ReturnType<typeof cores>;

/** Machines that may become a site's thing, in the registry table. */
export function cores(db: DynamoDBDocumentClient, table: string) {
  return {
    of: async (serial: string): Promise<Core | undefined> => {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: networkCoreKey(serial), ConsistentRead: true }),
      );
      return Item && v.parse(core, Item);
    },
    /** Lets a machine join a tenant's site. `taken`: the machine, or the site's name, is another tenant's. */
    announce: (announced: Core, entry: NewEntry): Promise<'announced' | 'taken'> => {
      const { tenant, site, serial } = announced;
      // Of two tenants that want one machine or one name, the first has it; the same tenant may say it again.
      const ofNobodyElse = {
        ConditionExpression: 'attribute_not_exists(pk) OR tenant = :tenant',
        ExpressionAttributeValues: { ':tenant': tenant },
      };
      const TransactItems = [
        { Put: { TableName: table, Item: { ...networkCoreKey(serial), ...announced }, ...ofNobodyElse } },
        { Put: { TableName: table, Item: { ...networkSiteKey(site), tenant }, ...ofNobodyElse } },
        { Put: { TableName: table, Item: siteRow(announced) } },
        auditPut(table, tenant, entry),
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'announced', 'taken');
    },
    /** Keeps that a machine joined with a certificate. `overtaken`: it joined with another one meanwhile, or was announced anew. */
    join: (seen: Core, certificateId: string, entry: NewEntry): Promise<'joined' | 'overtaken'> => {
      const joined = { ...seen, state: 'joined', certificateId };
      const TransactItems = [
        {
          Put: {
            TableName: table,
            Item: { ...networkCoreKey(seen.serial), ...joined },
            // One announcement lets one certificate in, whoever else shows the same serial at the same time.
            ConditionExpression: '#state = :announced AND announced = :seen',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':announced': 'announced', ':seen': seen.announced },
          },
        },
        { Put: { TableName: table, Item: siteRow(seen, entry.at) } },
        auditPut(table, seen.tenant, entry),
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'joined', 'overtaken');
    },
  };
}

/** What the tenant is told of its site: the machine that was announced or joined last, which may replace another one. Without a condition: its core's row decides. */
const siteRow = ({ tenant, site, serial, runtime, announced, notAfter }: Core, joinedAt?: string) => {
  const row: SiteMachine = { site, serial, runtime, announcedAt: announced, notAfter, ...(joinedAt && { joinedAt }) };
  return { ...siteKey(tenant, site), ...row };
};
