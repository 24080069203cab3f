import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { Refused } from '#common/refused.ts';
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
import { refuse } from '#shared/refusal.ts';
import type { AuditRow } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerCredentialsKey } from './network-keys.ts';

/** One attribute of the partner's row for each kind, so that two kinds may be set at once. */
export const storedCredential = v.object({
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
  const here = { db, table, root };
  const rowOf = (tenant: string, partner: string) => readRow(here, tenant, partner);
  return {
    /** Which kinds are set, by name. */
    told: async (tenant: string, partner: string): Promise<ToldCredential[]> => {
      const row = await rowOf(tenant, partner);
      return credentialKinds.flatMap((kind) => {
        if (row[kind] === undefined) return [];
        const { sealed: _, ...told } = v.parse(storedCredential, row[kind]);
        return [{ kind, ...told }];
      });
    },

    /** The credential of a kind; undefined where none is set. @throws when it does not open: the root secret is another */
    open: <Kind extends CredentialKind>(tenant: string, partner: string, kind: Kind) =>
      rowOf(tenant, partner).then((row) => opened(here, { tenant, partner, kind }, row[kind])),

    /** The same for tests of what is to be approved: one that is tried goes before the one in use. */
    openTried: <Kind extends CredentialKind>(tenant: string, partner: string, kind: Kind) =>
      rowOf(tenant, partner).then((row) => opened(here, { tenant, partner, kind }, row[triedName(kind)] ?? row[kind])),

    /** Sets the credential of a kind in place of what was there, with what the audit trail says of it, or not at all. The last one stands. */
    put: (tenant: string, partner: string, credential: NewCredential, audit: AuditRow): Promise<void> =>
      set(here, { tenant, partner, kind: credential.told.kind }, credential, audit),

    /** Keeps one beside what is in use, to be tried; `usedCredentials` takes it into use. */
    putTried: (tenant: string, partner: string, credential: NewCredential, audit: AuditRow): Promise<void> =>
      set(here, { tenant, partner, kind: triedName(credential.told.kind) }, credential, audit),

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

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly root: () => Promise<Uint8Array>;
}

/** A place in a partner's row. */
interface Place<Kind extends string> {
  readonly tenant: string;
  readonly partner: string;
  readonly kind: Kind;
}

const keyOf = async ({ root }: Here, tenant: string, partner: string) =>
  deriveKey(await root(), `partner-credentials#${tenant}#${partner}`);

async function readRow({ db, table }: Here, tenant: string, partner: string) {
  const Key = partnerCredentialsKey(tenant, partner);
  return (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item ?? {};
}

async function opened<Kind extends CredentialKind>(
  here: Here,
  { tenant, partner, kind }: Place<Kind>,
  found: unknown,
): Promise<CredentialOf<Kind> | undefined> {
  if (found === undefined) return undefined;
  const text = unseal(await keyOf(here, tenant, partner), v.parse(storedCredential, found).sealed);
  if (text === undefined) throw new Error(`the ${kind} of partner ${partner} does not open`);
  const secret = v.parse(partnerCredential, JSON.parse(text));
  if (!isOf(secret, kind)) throw new Error(`the ${kind} of partner ${partner} holds another kind`);
  return secret;
}

async function set(
  here: Here,
  { tenant, partner, kind }: Place<string>,
  { secret, told }: NewCredential,
  audit: AuditRow,
): Promise<void> {
  const { kind: _, ...shown } = told;
  const sealed = seal(await keyOf(here, tenant, partner), JSON.stringify(secret));
  const Update = {
    TableName: here.table,
    Key: partnerCredentialsKey(tenant, partner),
    UpdateExpression: 'SET #kind = :set',
    ExpressionAttributeNames: { '#kind': kind },
    ExpressionAttributeValues: { ':set': { ...shown, sealed } },
  };
  // Only the entry of the trail can be there: the same was done in this millisecond by another call, and which of the two stands nobody could tell.
  const write = new TransactWriteCommand({ TransactItems: [{ Update }, audit] });
  if ((await wonOrLost(() => here.db.send(write), 'set', 'lost')) === 'lost') throw new Refused(setTwice);
}

const setTwice = refuse('busy', 'a credential of the kind was set in this very moment', { remedy: 'send it again' });

/** Where one of a kind stands while it is only tried. */
export const triedName = (kind: CredentialKind): string => `tried-${kind}`;

const isOf = <Kind extends CredentialKind>(secret: PartnerCredential, kind: Kind): secret is CredentialOf<Kind> =>
  secret.kind === kind;
