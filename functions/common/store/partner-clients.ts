import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { partnerClientKey } from './keys.ts';

interface Client {
  readonly state: string;
  readonly partner?: string | undefined;
}

/** The partner whose client it is, as long as it is in force. */
const partnerOf = (one: object | undefined): string | undefined => {
  const { state, partner }: Partial<Client> = one ?? {};
  return state === 'active' ? partner : undefined;
};

/** What is written with a machine client: a row for each of a partner's that is in force. */
export function clientOf(TableName: string, tenant: string, id: string, before: object | undefined, after: object) {
  const [was, is] = [partnerOf(before), partnerOf(after)];
  return [
    ...(was === undefined || was === is ? [] : [{ Delete: { TableName, Key: partnerClientKey(tenant, was, id) } }]),
    ...(is === undefined ? [] : [{ Put: { TableName, Item: partnerClientKey(tenant, is, id) } }]),
  ];
}

/** True where a partner has a machine client in force: one row is read, however many clients its tenant has. */
export async function hasPartnerClient(
  { db, table }: { readonly db: DynamoDBDocumentClient; readonly table: string },
  tenant: string,
  partner: string,
): Promise<boolean> {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partnerClientKey(tenant, partner, '').pk },
    Limit: 1,
    ConsistentRead: true,
  });
  return ((await db.send(query)).Items ?? []).length > 0;
}
