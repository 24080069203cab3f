import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { entryOf } from '../entry-of.ts';
import { auditPut } from './audit.ts';
import { type GivenGrant, grants } from './grants.ts';
import { registryKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

export type GivenGrants = ReturnType<typeof givenGrants>;

/** Grants with the way to give them. @param now by which a grant is in force or not */
export function givenGrants(db: DynamoDBDocumentClient, table: string, now?: () => Date) {
  const kept = grants(db, table, now);
  return {
    ...kept,
    /**
     * Gives, changes or (without permissions) withdraws a grant; of two at once the later one stands, and both are in the audit trail.
     *
     * @param over what it takes the place of: where that is another by now, nothing is written
     */
    put: async (
      owner: string,
      { grantee, ...item }: GivenGrant,
      over?: { readonly before: GivenGrant | undefined },
    ): Promise<'given' | 'changed-meanwhile'> => {
      const { by, at, ...said } = item;
      const act = said.permissions.length === 0 ? 'grant-withdrawn' : 'grant-changed';
      // Nobody gives a grant on behalf of another tenant.
      const entry = entryOf({ caller: by, home: owner }, at, act, `grant ${grantee}`, { detail: { ...said } });
      const TransactItems = [
        {
          Put: {
            TableName: table,
            Item: { ...registryKey(owner, 'grant', grantee), ...item },
            ...(over && still(over)),
          },
        },
        auditPut(table, owner, entry),
      ];
      const outcome = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'given', 'lost');
      if (outcome === 'given') return outcome;
      // Lost, it was given a moment ago, word for word; or another one was.
      const now = await kept.get(owner, grantee);
      return isDeepStrictEqual(now, { grantee, ...item }) ? 'given' : 'changed-meanwhile';
    },
  };
}

/** Two administrators may change one grant at once: the second judged what stands no more. */
const still = ({ before }: { readonly before: GivenGrant | undefined }) =>
  before === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#at = :at AND #by = :by',
        ExpressionAttributeNames: { '#at': 'at', '#by': 'by' },
        ExpressionAttributeValues: { ':at': before.at, ':by': before.by },
      };
