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

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** How often it is tried to announce a machine that is written meanwhile. */
const TRIES = 3;

/** Machines that may become a site's thing, in the registry table. */
export function cores(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    of: (serial: string): Promise<Core | undefined> => coreOf(here, serial),
    /**
     * Lets a machine join a tenant's site, and no more the one that it was announced for before. `taken`: the machine, or the site's name, is another tenant's. `overtaken`: it, or
     * its former site, was announced by others at the same time.
     */
    announce: async (announced: Core, entry: NewEntry): Promise<'announced' | 'taken' | 'overtaken'> => {
      for (let tries = 0; tries < TRIES; tries++) {
        const before = await coreOf(here, announced.serial);
        const isAnothers = before !== undefined && before.tenant !== announced.tenant;
        if (isAnothers || (await isAnothersName(here, announced))) return 'taken';
        const TransactItems = await writesOf(here, before, announced, entry);
        const write = () => db.send(new TransactWriteCommand({ TransactItems }));
        if ((await wonOrLost(write, 'won', 'lost')) === 'won') return 'announced';
      }
      return 'overtaken';
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

async function rowAt({ db, table }: Here, Key: { pk: string; sk: string }) {
  return (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
}

async function coreOf(here: Here, serial: string): Promise<Core | undefined> {
  const found = await rowAt(here, networkCoreKey(serial));
  return found && v.parse(core, found);
}

async function isAnothersName(here: Here, { tenant, site }: Core): Promise<boolean> {
  const found = await rowAt(here, networkSiteKey(site));
  return found !== undefined && found['tenant'] !== tenant;
}

async function writesOf(here: Here, before: Core | undefined, announced: Core, entry: NewEntry) {
  const { tenant, site, serial } = announced;
  const TableName = here.table;
  const seen = before && {
    ConditionExpression: 'tenant = :tenant AND announced = :seen AND site = :site',
    ExpressionAttributeValues: { ':tenant': tenant, ':seen': before.announced, ':site': before.site },
  };
  return [
    {
      Put: {
        TableName,
        Item: { ...networkCoreKey(serial), ...announced },
        // Of two that announce one machine at once the first stands, and the other reads it again: for whose site it was before.
        ...(seen ?? { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
    {
      Put: {
        TableName,
        Item: { ...networkSiteKey(site), tenant },
        // Of two tenants that want one name, the first has it; the same tenant may say it again.
        ConditionExpression: 'attribute_not_exists(pk) OR tenant = :tenant',
        ExpressionAttributeValues: { ':tenant': tenant },
      },
    },
    { Put: { TableName, Item: siteRow(announced) } },
    ...(await formerSite(here, before, site)),
    auditPut(TableName, tenant, entry),
  ];
}

/** A machine stands at one site: the row of its former one goes, unless another machine has replaced it there. */
async function formerSite(here: Here, before: Core | undefined, site: string) {
  if (before === undefined || before.site === site) return [];
  const Key = siteKey(before.tenant, before.site);
  if ((await rowAt(here, Key))?.['serial'] !== before.serial) return [];
  return [
    {
      Delete: {
        TableName: here.table,
        Key,
        // It may be announced for another machine at the same time: that one stays.
        ConditionExpression: 'serial = :serial',
        ExpressionAttributeValues: { ':serial': before.serial },
      },
    },
  ];
}

/** What the tenant is told of its site: the machine that was announced or joined last, which may replace another one. Without a condition: its core's row decides. */
const siteRow = ({ tenant, site, serial, runtime, announced, notAfter }: Core, joinedAt?: string) => {
  const row: SiteMachine = { site, serial, runtime, announcedAt: announced, notAfter, ...(joinedAt && { joinedAt }) };
  return { ...siteKey(tenant, site), ...row };
};
