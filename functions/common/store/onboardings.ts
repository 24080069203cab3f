import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Onboarding, onboarding } from '#shared/network/onboarding/onboarding.ts';
import { onboardingActs, onboardingStates } from '#shared/network/onboarding/states.ts';
import { calledInAs2 } from './as2-invited.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { networkInvitationKey, onboardingHistoryKey, onboardingKey } from './network-keys.ts';

/** One thing that happened to a partnership. */
export const onboardingEntry = v.object({
  at: v.string(),
  /** A user name, or the client id of the partner. */
  by: v.string(),
  act: v.picklist(onboardingActs),
  /** The state behind it. */
  state: v.picklist(onboardingStates),
  /** Steps of a probe, names and hashes of files, what was approved, why it was sent back. */
  detail: v.optional(v.record(v.string(), v.unknown())),
});
export type OnboardingEntry = v.InferOutput<typeof onboardingEntry>;

/** An invitation as the hash of its token finds it. It is kept when it is of no use any more, to say why. */
const storedInvitation = v.object({
  tenant: v.string(),
  partner: v.string(),
  expiresAt: v.string(),
  state: v.picklist(['open', 'used', 'void']),
  changedAt: v.string(),
});
export type StoredInvitation = v.InferOutput<typeof storedInvitation>;

/** A partnership before and after, and what is told of that. Without `before` it is a new one. */
export interface OnboardingStep {
  readonly before: Onboarding | undefined;
  readonly after: Omit<Onboarding, 'version' | 'entries' | 'updatedAt'>;
  readonly entry: OnboardingEntry;
  readonly audit: NewEntry;
  /** What becomes of invitations with it, by the hashes of their tokens. */
  readonly invitations?: readonly { readonly hash: string; readonly state: StoredInvitation['state'] }[];
}

export type Onboardings = ReturnType<typeof onboardings>;

/** Partnerships on their way, in the registry table: each a row, with a history of rows that are written once and never again. */
export function onboardings(db: DynamoDBDocumentClient, table: string) {
  const item = async (Key: { pk: string; sk: string }) =>
    (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  const rows = async (from: { pk: string; sk: string }, condition: '>' | '>=', limit: number) => {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `pk = :pk AND sk ${condition} :from`,
        ExpressionAttributeValues: { ':pk': from.pk, ':from': from.sk },
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    return { items: Items, more: LastEvaluatedKey !== undefined };
  };
  return {
    get: async (tenant: string, partner: string): Promise<Onboarding | undefined> => {
      const found = await item(onboardingKey(tenant, partner));
      return found && v.parse(onboarding, found);
    },
    /** By the partners' ids, at most `limit` behind `after`; `next` is given as `after` for the page that follows. */
    list: async (tenant: string, limit: number, after = ' ') => {
      const { items, more } = await rows(onboardingKey(tenant, after), '>', limit);
      const found = items.map((one) => v.parse(onboarding, one));
      const next = more ? found.at(-1)?.partner : undefined;
      return { found, ...(next !== undefined && { next }) };
    },
    /** The oldest first: at most `limit`, from place `from` on. */
    history: async (tenant: string, partner: string, from: number, limit: number): Promise<OnboardingEntry[]> =>
      (await rows(onboardingHistoryKey(tenant, partner, from), '>=', limit)).items.map((one) =>
        v.parse(onboardingEntry, one),
      ),
    /** Whose an invitation is. @param hash SHA-256 of the token, hex */
    invitation: async (hash: string): Promise<StoredInvitation | undefined> => {
      const found = await item(networkInvitationKey(hash));
      return found && v.parse(storedInvitation, found);
    },
    /** Stores a step with its history and the audit trail: all or nothing. `moved` when the partnership, or an invitation, stands otherwise by now. */
    commit: async (step: OnboardingStep): Promise<Onboarding | 'moved'> => {
      const { before, after, entry } = step;
      const version = (before?.version ?? 0) + 1;
      const row: Onboarding = { ...after, updatedAt: entry.at, version, entries: (before?.entries ?? 0) + 1 };
      const TransactItems = writesOf(table, step, row);
      const outcome = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'done', 'moved');
      return outcome === 'done' ? row : outcome;
    },
  };
}

function writesOf(TableName: string, { before, entry, audit, invitations = [] }: OnboardingStep, row: Onboarding) {
  const { tenant, partner, entries, invitation } = row;
  const whole = {
    Put: {
      TableName,
      Item: { ...onboardingKey(tenant, partner), ...row },
      // The partner and one of ours may do something at once: what came first stands, and the other is decided anew.
      ...(before === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before.version } }),
    },
  };
  const told = {
    Put: {
      TableName,
      Item: { ...onboardingHistoryKey(tenant, partner, entries - 1), ...entry },
      // History grows only, whoever writes it.
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
  const tokens = invitations.map(({ hash, state }) => ({
    Put: {
      TableName,
      Item: {
        ...networkInvitationKey(hash),
        tenant,
        partner,
        state,
        expiresAt: (state === 'open' ? invitation : before?.invitation)?.expiresAt ?? entry.at,
        changedAt: entry.at,
      },
      // Two may take up one invitation at once: the first has it, and nobody after that.
      ...(state === 'open'
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#state = :open',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':open': 'open' },
          }),
    },
  }));
  return [whole, told, ...tokens, ...calledInAs2(TableName, before, row), auditPut(TableName, tenant, audit)];
}
