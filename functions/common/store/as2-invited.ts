import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { as2InvitedKey } from './network-keys.ts';

/** Partners on their way that are looked at for one AS2 name: names are told by partners. */
const MOST_CALLED_SO = 100;

const found = v.object({ sk: v.string() });

export type As2Invited = ReturnType<typeof as2Invited>;

/** Partners that send their test files, and whose channel says that they are called so in AS2. Whether they still are so their own rows say. */
export const as2Invited =
  (db: DynamoDBDocumentClient, table: string) =>
  async (tenant: string, as2Id: string): Promise<string[]> => {
    const { pk } = as2InvitedKey(tenant, as2Id, '');
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Limit: MOST_CALLED_SO,
        ConsistentRead: true,
      }),
    );
    return Items.map((one) => v.parse(found, one).sk);
  };

/** The AS2 name under which a partnership sends test files now. */
export const testsAs = (row: Pick<Onboarding, 'state' | 'channel'> | undefined): string | undefined =>
  row?.state === 'message-test' && row.channel?.channel === 'as2' ? row.channel.as2?.id : undefined;

/** What is written with a step of a partnership: a row under its AS2 name for as long as it sends test files, so that those elsewhere on their way are in nobody's way. */
export function calledInAs2(TableName: string, before: Onboarding | undefined, after: Onboarding) {
  const { tenant, partner } = after;
  const [was, is] = [testsAs(before), testsAs(after)];
  if (was === is) return [];
  // Every partner has a row of its own under the name: nobody takes another's place.
  return [
    ...(was === undefined ? [] : [{ Delete: { TableName, Key: as2InvitedKey(tenant, was, partner) } }]),
    ...(is === undefined ? [] : [{ Put: { TableName, Item: as2InvitedKey(tenant, is, partner) } }]),
  ];
}
