import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { foldCase } from '#shared/desk/fold-case.ts';
import type { DeskCase } from './desk-case-row.ts';
import { deskReturnKey } from './network-keys.ts';
import { wholePartition } from './whole-partition.ts';

const stored = v.object({
  id: v.string(),
  partner: v.string(),
  /** When it was agreed, ISO 8601. */
  at: v.string(),
  /** Canonical EPCs. */
  things: v.array(v.string()),
});

/** A return that both sides of a case agreed upon, as long as the case stands so: what goes back, and to whom. */
export type AgreedReturn = v.InferOutput<typeof stored>;

/** We have the goods, and send them back. */
function returnOf({ id, partner, side, kind, state, messages, subject }: DeskCase): AgreedReturn | undefined {
  if (side !== 'claimant' || state !== 'agreed') return undefined;
  const { proposal, since: at } = foldCase(kind, messages);
  return proposal?.resolution === 'return-product' ? { id, partner, at, things: [...subject.things] } : undefined;
}

/** What is written with a change of a case: a row for each return that is agreed, which is there as long as it is. No other case moves it, whatever that names. */
export function returnWrites(
  TableName: string,
  before: DeskCase | undefined,
  after: DeskCase,
): NonNullable<TransactWriteCommandInput['TransactItems']> {
  const Key = deskReturnKey(after.tenant, after.id);
  const agreed = returnOf(after);
  if (agreed !== undefined) return [{ Put: { TableName, Item: { ...Key, ...agreed } } }];
  return before !== undefined && returnOf(before) !== undefined ? [{ Delete: { TableName, Key } }] : [];
}

/** All returns of a tenant that are agreed, the one that was agreed last at the end. */
export async function agreedReturns(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
): Promise<readonly AgreedReturn[]> {
  const { pk } = deskReturnKey(tenant, '');
  const found = (await wholePartition({ db, table }, pk)).map((row) => v.parse(stored, row));
  return found.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}
