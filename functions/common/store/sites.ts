import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type SiteMachine, siteMachine } from '#shared/messages/sites-api.ts';
import { siteKey } from './keys.ts';

export type Sites = ReturnType<typeof sites>;

/** Sites of a tenant that machines were announced for, in the registry table; `cores` writes them. */
export function sites(db: DynamoDBDocumentClient, table: string) {
  return {
    /** The first after a site, by name. */
    list: async (tenant: string, { after, limit }: { after?: string | undefined; limit: number }) => {
      const { pk } = siteKey(tenant, '');
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ...(after !== undefined && { ExclusiveStartKey: siteKey(tenant, after) }),
        Limit: limit,
      });
      return ((await db.send(query)).Items ?? []).map((item): SiteMachine => v.parse(siteMachine, item));
    },
  };
}
