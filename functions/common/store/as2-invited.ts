import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { as2InvitedKey } from './network-keys.ts';
import type { Onboardings } from './onboardings.ts';

/** Partners on their way that are looked at for one AS2 name: names are told by partners. */
const MOST_CALLED_SO = 10;

const found = v.object({ sk: v.string() });

export type As2Invited = ReturnType<typeof as2Invited>;

/** Partnerships whose channel says that the partner is called so in AS2, whatever their state. `onboardings` writes the rows that find them. */
export const as2Invited =
  (db: DynamoDBDocumentClient, table: string, onboardings: Pick<Onboardings, 'get'>) =>
  async (tenant: string, as2Id: string): Promise<Onboarding[]> => {
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
    const rows = await Promise.all(Items.map((one) => onboardings.get(tenant, v.parse(found, one).sk)));
    return rows.flatMap((row) => (row?.channel?.channel === 'as2' && row.channel.as2?.id === as2Id ? [row] : []));
  };
