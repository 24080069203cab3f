import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import type { Principal } from '#common/principal.ts';
import { credentialKinds } from '#shared/messages/partner-credentials-api.ts';
import { auditPut } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerCredentialsKey } from './network-keys.ts';
import { storedCredential, triedName } from './partner-credentials.ts';

interface Use {
  readonly partner: string;
  /** Who approved, in whose name the audit trail tells it. */
  readonly who: Pick<Principal, 'tenant' | 'home' | 'caller'>;
  /** Those that were set until then are meant: what came later was not tried (ISO 8601, UTC). */
  readonly until: string;
  /** Now, ISO 8601 in UTC. */
  readonly at: string;
}

export type UsedCredentials = ReturnType<typeof usedCredentials>;

/** Takes what was tried as a partner's credential into use, sealed as it is: nothing is opened for it. */
export function usedCredentials(db: DynamoDBDocumentClient, table: string) {
  return {
    /** In place of those in use, with the audit trail. Again it changes nothing. */
    takeIntoUse: async ({ partner, who, until, at }: Use): Promise<void> => {
      const Key = partnerCredentialsKey(who.tenant, partner);
      const row = (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item ?? {};
      for (const kind of credentialKinds) {
        const found = row[triedName(kind)];
        const tried = found && v.parse(storedCredential, found);
        if (tried === undefined || tried.setAt > until) continue;
        const Update = {
          TableName: table,
          Key,
          UpdateExpression: 'SET #kind = :tried REMOVE #tried',
          // The partner may set another at once, which is yet to be tried; and of two who approve one takes it into use.
          ConditionExpression: '#tried = :tried',
          ExpressionAttributeNames: { '#kind': kind, '#tried': triedName(kind) },
          ExpressionAttributeValues: { ':tried': tried },
        };
        const detail = { kind, shown: tried.shown };
        const entry = entryOf(who, at, 'partner-credential-used', `partner ${partner}`, { detail });
        const write = new TransactWriteCommand({ TransactItems: [{ Update }, auditPut(table, who.tenant, entry)] });
        await wonOrLost(() => db.send(write), 'used', 'moved');
      }
    },
  };
}
