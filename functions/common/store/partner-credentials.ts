import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { deriveKey } from '#common/root-secret.ts';
import { seal, unseal } from '#common/seal.ts';
import {
  type CredentialKind,
  type CredentialOf,
  credentialKinds,
  type PartnerCredential,
  partnerCredential,
  type ToldCredential,
} from '#shared/messages/partner-credentials-api.ts';
import type { AuditRow } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerCredentialsKey } from './network-keys.ts';

/** One attribute of the partner's row for each kind, so that two kinds may be set at once. */
const stored = v.object({
  sealed: v.string(),
  shown: v.string(),
  setAt: v.string(),
  setBy: v.string(),
  until: v.exactOptional(v.string()),
});

export type PartnerCredentials = ReturnType<typeof partnerCredentials>;

/** A credential as it is set, with what may be told of it. */
export interface NewCredential {
  readonly secret: PartnerCredential;
  readonly told: ToldCredential;
}

/**
 * What proves at partners who a tenant is, sealed in the registry table under a key of the tenant and the partner: a row copied to another place does not open.
 *
 * @param root the deployment's secret
 */
export function partnerCredentials(db: DynamoDBDocumentClient, table: string, root: () => Promise<Uint8Array>) {
  const keyOf = async (tenant: string, partner: string) =>
    deriveKey(await root(), `partner-credentials#${tenant}#${partner}`);
  const rowOf = async (tenant: string, partner: string) => {
    const Key = partnerCredentialsKey(tenant, partner);
    return (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item ?? {};
  };
  return {
    /** Which kinds are set, by name. */
    told: async (tenant: string, partner: string): Promise<ToldCredential[]> => {
      const row = await rowOf(tenant, partner);
      return credentialKinds.flatMap((kind) => {
        if (row[kind] === undefined) return [];
        const { sealed: _, ...told } = v.parse(stored, row[kind]);
        return [{ kind, ...told }];
      });
    },

    /** The credential of a kind; undefined where none is set. @throws when it does not open: the root secret is another */
    open: async <Kind extends CredentialKind>(
      tenant: string,
      partner: string,
      kind: Kind,
    ): Promise<CredentialOf<Kind> | undefined> => {
      const found = (await rowOf(tenant, partner))[kind];
      if (found === undefined) return undefined;
      const text = unseal(await keyOf(tenant, partner), v.parse(stored, found).sealed);
      if (text === undefined) throw new Error(`the ${kind} of partner ${partner} does not open`);
      const secret = v.parse(partnerCredential, JSON.parse(text));
      if (!isOf(secret, kind)) throw new Error(`the ${kind} of partner ${partner} holds another kind`);
      return secret;
    },

    /** Sets the credential of a kind in place of what was there, with what the audit trail says of it, or not at all. The last one stands. */
    put: async (tenant: string, partner: string, { secret, told }: NewCredential, audit: AuditRow): Promise<void> => {
      const { kind, ...shown } = told;
      const sealed = seal(await keyOf(tenant, partner), JSON.stringify(secret));
      const Update = {
        TableName: table,
        Key: partnerCredentialsKey(tenant, partner),
        UpdateExpression: 'SET #kind = :set',
        ExpressionAttributeNames: { '#kind': kind },
        ExpressionAttributeValues: { ':set': { ...shown, sealed } },
      };
      await db.send(new TransactWriteCommand({ TransactItems: [{ Update }, audit] }));
    },

    /** Takes the credential of a kind away; `absent` where none was set. */
    remove: (tenant: string, partner: string, kind: CredentialKind, audit: AuditRow) => {
      const Update = {
        TableName: table,
        Key: partnerCredentialsKey(tenant, partner),
        UpdateExpression: 'REMOVE #kind',
        // Two people may take it away at once: the trail tells it once.
        ConditionExpression: 'attribute_exists(#kind)',
        ExpressionAttributeNames: { '#kind': kind },
      };
      const write = new TransactWriteCommand({ TransactItems: [{ Update }, audit] });
      return wonOrLost(() => db.send(write), 'removed', 'absent');
    },
  };
}

const isOf = <Kind extends CredentialKind>(secret: PartnerCredential, kind: Kind): secret is CredentialOf<Kind> =>
  secret.kind === kind;
