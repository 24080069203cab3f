import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Grant, type GrantScope, isInForce, isWide, keptGrant } from '#shared/access/grant.ts';
import type { Permission } from '#shared/access/permissions.ts';
import { entryOf } from '../entry-of.ts';
import { auditPut } from './audit.ts';
import { registryKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

const stored = v.object({ sk: v.string(), by: v.string(), at: v.string(), ...keptGrant.entries });

/** A grant as it was given: to whom, by whom and when. */
export type GivenGrant = Grant & { readonly grantee: string; readonly by: string; readonly at: string };

export type Grants = ReturnType<typeof grants>;

/**
 * Grants in the registry table, under the tenant that gave them. A grant is not handed on.
 *
 * @param now by which a grant is in force or not
 */
export function grants(db: DynamoDBDocumentClient, table: string, now: () => Date = () => new Date()) {
  const get = async (owner: string, grantee: string): Promise<GivenGrant | undefined> => {
    const Key = registryKey(owner, 'grant', grantee);
    // Read as it stands: a grant that was withdrawn lets nobody in, not even for a moment.
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && asGiven(Item);
  };
  return {
    get,
    granted: async (owner: string, grantee: string, permission: Permission): Promise<boolean | GrantScope> => {
      const given = await get(owner, grantee);
      if (given === undefined || !isInForce(given, now().getTime())) return false;
      if (!given.permissions.includes(permission)) return false;
      return given.scope === undefined || isWide(given.scope) ? true : given.scope;
    },
    /** One page of a tenant's grants by grantee, at most `limit`, beginning behind `after`. */
    list: async (owner: string, limit: number, after?: string) => {
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': registryKey(owner, 'grant', '').pk },
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: registryKey(owner, 'grant', after) }),
        }),
      );
      return { grants: Items.map(asGiven), more: LastEvaluatedKey !== undefined };
    },
    /** Gives, changes or (without permissions) withdraws a grant; of two at once the later one stands, and both are in the audit trail. */
    put: async (owner: string, { grantee, ...item }: GivenGrant): Promise<void> => {
      const { by, at, ...said } = item;
      const act = said.permissions.length === 0 ? 'grant-withdrawn' : 'grant-changed';
      // Nobody gives a grant on behalf of another tenant.
      const entry = entryOf({ caller: by, home: owner }, at, act, `grant ${grantee}`, { detail: { ...said } });
      const TransactItems = [
        { Put: { TableName: table, Item: { ...registryKey(owner, 'grant', grantee), ...item } } },
        auditPut(table, owner, entry),
      ];
      // Lost, it was given a moment ago, word for word.
      await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'given', 'given-before');
    },
  };
}

function asGiven(item: Record<string, unknown>): GivenGrant {
  const { sk: grantee, ...given } = v.parse(stored, item);
  return { grantee, ...given };
}
