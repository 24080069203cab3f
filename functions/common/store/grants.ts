import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Grant, type GrantScope, isInForce, isWide, keptGrant } from '#shared/access/grant.ts';
import type { Permission } from '#shared/access/permissions.ts';
import { registryKey } from './keys.ts';

const stored = v.object({ sk: v.string(), by: v.string(), at: v.string(), ...keptGrant.entries });

/** A grant as it was given: to whom, by whom and when. */
export type GivenGrant = Grant & { readonly grantee: string; readonly by: string; readonly at: string };

export type Grants = ReturnType<typeof grants>;

/**
 * Grants in the registry table, under the tenant that gave them. A grant is not handed on. Giving one is in `given-grants.ts`: every function reads grants, one gives them.
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
  };
}

function asGiven(item: Record<string, unknown>): GivenGrant {
  const { sk: grantee, ...given } = v.parse(stored, item);
  return { grantee, ...given };
}
