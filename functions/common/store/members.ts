import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { isAdministrator, type MachineClient, machineClient, type Person, person } from '#shared/access/member.ts';
import { memberStates } from '#shared/access/member-states.ts';
import { roles } from '#shared/access/permissions.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { administratorsKey, memberCountKey, memberKey, networkMemberKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { clientOf, hasPartnerClient } from './partner-clients.ts';

/** What a token is made of: whose a user name or client id is, and what its holder may do. */
const networkMember = v.object({
  tenant: v.string(),
  role: v.picklist(roles),
  state: v.picklist(memberStates),
  /** The partner whose client it is. */
  partner: v.optional(v.string()),
  /** Of such a client: the tenant's own people who were ever told a secret of it. */
  secretTo: v.optional(v.array(v.string())),
});
export type NetworkMember = v.InferOutput<typeof networkMember>;

/**
 * What became of a write. `taken`: the user name or client is another tenant's. `changed-meanwhile`: somebody else changed the member;
 * read it again. `last-administrator`: nobody would be left to administer the tenant. `too-many`: the tenant has as many as it may.
 */
export type MemberWrite = 'written' | 'taken' | 'changed-meanwhile' | 'last-administrator' | 'too-many';

export type Members = ReturnType<typeof members>;

const counted = v.object({ members: v.optional(v.number(), 0) });

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** People and machine clients in the registry table: their rights. How they prove who they are is the user pool's to know. */
export function members(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    person: async (tenant: string, username: string): Promise<Person | undefined> => {
      const item = await get(here, memberKey(tenant, 'person', username));
      return item && v.parse(person, { username, ...item });
    },
    client: async (tenant: string, id: string): Promise<MachineClient | undefined> => {
      const item = await get(here, memberKey(tenant, 'client', id));
      return item && v.parse(machineClient, { id, ...item });
    },
    people: (tenant: string, limit: number, after?: string) =>
      list(here, { tenant, kind: 'person', limit, after }, (sk, item) => v.parse(person, { username: sk, ...item })),
    clients: (tenant: string, limit: number, after?: string) =>
      list(here, { tenant, kind: 'client', limit, after }, (sk, item) => v.parse(machineClient, { id: sk, ...item })),
    /** True where a partner has a machine client in force. */
    hasClient: (tenant: string, partner: string) => hasPartnerClient(here, tenant, partner),
    /** Whose a user name or client id is. */
    ofNetwork: async (kind: 'person' | 'client', name: string): Promise<NetworkMember | undefined> => {
      const item = await get(here, networkMemberKey(kind, name));
      return item && v.parse(networkMember, item);
    },
    /** How many the tenant has that were not removed. */
    count: async (tenant: string, kind: 'person' | 'client'): Promise<number> =>
      v.parse(counted, (await get(here, memberCountKey(tenant, kind))) ?? {}).members,
    /**
     * @param entry what the audit trail says; several where more than the member came to be
     * @param most how many people a tenant may have; absent: any number
     */
    putPerson: (
      tenant: string,
      before: Person | undefined,
      { username, ...after }: Person,
      entry: NewEntry | readonly NewEntry[],
      most?: number,
    ) => write(here, { tenant, kind: 'person', id: username, name: username, before, after, entry, most }),
    /** The same of a client. */
    putClient: (
      tenant: string,
      before: MachineClient | undefined,
      { id, ...after }: MachineClient,
      entry: NewEntry | readonly NewEntry[],
      most?: number,
    ) => write(here, { tenant, kind: 'client', id, name: after.clientId, before, after, entry, most }),
  };
}

async function get({ db, table }: Here, Key: { pk: string; sk: string }) {
  return (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
}

interface Page {
  readonly tenant: string;
  readonly kind: 'person' | 'client';
  readonly limit: number;
  readonly after: string | undefined;
}

async function list<Row>({ db, table }: Here, page: Page, asRow: (sk: string, item: object) => Row) {
  const { tenant, kind, limit, after } = page;
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': memberKey(tenant, kind, '').pk },
      Limit: limit,
      ConsistentRead: true,
      ...(after !== undefined && { ExclusiveStartKey: memberKey(tenant, kind, after) }),
    }),
  );
  return { rows: Items.map((item) => asRow(String(item['sk']), item)), more: LastEvaluatedKey !== undefined };
}

interface Write {
  readonly tenant: string;
  readonly kind: 'person' | 'client';
  readonly id: string;
  /** What the network knows it by. */
  readonly name: string;
  readonly before: Person | MachineClient | undefined;
  readonly after: Omit<Person, 'username'> | Omit<MachineClient, 'id'>;
  readonly entry: NewEntry | readonly NewEntry[];
  readonly most: number | undefined;
}

/** The member's row, what the network knows of it, the counts of members and administrators and the audit trail: all of them or none. */
async function write(here: Here, wanted: Write): Promise<MemberWrite> {
  const TransactItems = rowsOf(here.table, wanted);
  const outcome = await wonOrLost(() => here.db.send(new TransactWriteCommand({ TransactItems })), 'written', 'lost');
  return outcome === 'written' ? 'written' : whyLost(here, wanted);
}

function rowsOf(table: string, wanted: Write) {
  const { tenant, kind, id, name, before, after, entry } = wanted;
  const { role, state } = after;
  const partner = 'partner' in after ? after.partner : undefined;
  const secretTo = 'secretTo' in after ? after.secretTo : undefined;
  const bound = { ...(partner !== undefined && { partner }), ...(secretTo !== undefined && { secretTo }) };
  const more = Number(isAdministrator(after)) - Number(isAdministrator(before));
  return [
    {
      Put: {
        TableName: table,
        Item: { ...memberKey(tenant, kind, id), ...after },
        // Two administrators may change one member at once: the second judged what stands no more.
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'changedAt = :seen AND changedBy = :by',
              ExpressionAttributeValues: { ':seen': before.changedAt, ':by': before.changedBy },
            }),
      },
    },
    {
      Put: {
        TableName: table,
        Item: { ...networkMemberKey(kind, name), tenant, role, state, ...bound },
        ConditionExpression: 'attribute_not_exists(pk) OR tenant = :tenant', // two tenants may want one user name: the first has it
        ExpressionAttributeValues: { ':tenant': tenant },
      },
    },
    ...partnerClients(table, wanted),
    ...counts(table, wanted),
    ...(more === 0 ? [] : [administrators(table, tenant, more)]),
    ...[entry].flat().map((one) => auditPut(table, tenant, one)),
  ];
}

/** Of a partner's client: whether it is found by that. */
const partnerClients = (table: string, { tenant, kind, id, before, after }: Write) =>
  kind === 'client' ? clientOf(table, tenant, id, before, after) : [];

const isThere = (one: { readonly state: string } | undefined): boolean => one !== undefined && one.state !== 'removed';

function counts(table: string, { tenant, kind, before, after, most }: Write) {
  const more = Number(isThere(after)) - Number(isThere(before));
  if (more === 0) return [];
  const isCapped = more > 0 && most !== undefined;
  return [
    {
      Update: {
        TableName: table,
        Key: memberCountKey(tenant, kind),
        UpdateExpression: 'ADD members :more',
        ExpressionAttributeValues: { ':more': more, ...(isCapped && { ':most': most }) },
        // Two may be made at once where one more fits: the second is one too many.
        ...(isCapped && { ConditionExpression: 'attribute_not_exists(members) OR members < :most' }),
      },
    },
  ];
}

const administrators = (table: string, tenant: string, more: number) => ({
  Update: {
    TableName: table,
    Key: administratorsKey(tenant),
    UpdateExpression: 'ADD administrators :more',
    ExpressionAttributeValues: { ':more': more, ...(more < 0 && { ':one': 1 }) },
    // The last two may remove each other at once: one of them stays.
    ...(more < 0 && { ConditionExpression: 'administrators > :one' }),
  },
});

/** Which of the conditions did not hold, as things stand now. */
async function whyLost(here: Here, { tenant, kind, id, name, before, most }: Write): Promise<MemberWrite> {
  const owner = await get(here, networkMemberKey(kind, name));
  if (owner !== undefined && owner['tenant'] !== tenant) return 'taken';
  const now = await get(here, memberKey(tenant, kind, id));
  if (now?.['changedAt'] !== before?.changedAt || now?.['changedBy'] !== before?.changedBy) return 'changed-meanwhile';
  return before === undefined && most !== undefined ? 'too-many' : 'last-administrator';
}
