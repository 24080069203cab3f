import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { due } from './due.ts';
import { verificationKey } from './keys.ts';
import { claimWork, dueAt, type Lease, noteWork, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';
import { storedVerification, type Verification, type VerificationChange } from './verification-row.ts';

/** Longer than any function that has a verification in hand may run. */
const LEASE_MS = 150_000;
/** Rows one call reads at most, so that a filter nothing fits ends. */
const MOST_READ = 10_000;

/** A verification in hand; only the holder of the lease may change it. `attempts` counts the try. */
export interface VerificationClaim {
  readonly row: Verification;
  readonly lease: Lease;
}

export interface WantedVerifications {
  readonly state?: string | undefined;
  readonly outcome?: string | undefined;
  readonly gtin?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

const workOf = (tenant: string, id: string): Work => ({
  key: verificationKey(tenant, id),
  tenant,
  queue: 'vrs',
  message: { tenant, verification: id },
});

export type Verifications = ReturnType<typeof verifications>;

/** Verifications in the deliveries table: the row is written before anything is asked, and is the truth. They are kept. */
export function verifications(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  const get = async (tenant: string, id: string): Promise<Verification | undefined> => {
    const Key = verificationKey(tenant, id);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && v.parse(storedVerification, Item);
  };
  return {
    get,
    /** The latest first. */
    list: (tenant: string, wanted: WantedVerifications) => list(here, tenant, wanted),
    /** Writes a verification and takes it up at once. Ids are drawn, so there is none of that id. */
    begin: async (row: Verification, at: Date): Promise<VerificationClaim> => {
      const work = workOf(row.tenant, row.id);
      const end = new Date(at.getTime() + LEASE_MS);
      const until = end.toISOString();
      const taken = { ...row, attempts: 1, notBefore: at.toISOString(), leasedUntil: until };
      const Item = { ...work.key, ...taken, ...due(row.tenant, end, work.queue, work.message) };
      await db.send(new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
      return { row: { ...row, attempts: 1 }, lease: { work, until } };
    },
    /** Takes up a verification that is due and in nobody's hands. */
    claim: async (tenant: string, id: string, at: Date): Promise<VerificationClaim | undefined> => {
      const claimed = await claimWork(here, workOf(tenant, id), at, LEASE_MS);
      return claimed && { row: v.parse(storedVerification, claimed.row), lease: claimed.lease };
    },
    /** Records evidence as it comes. */
    note: ({ lease }: VerificationClaim, change: VerificationChange) => noteWork(here, lease, change),
    /** Ends a turn: how it stands, and when it is asked again, if it is. */
    settle: ({ lease }: VerificationClaim, change: VerificationChange, at: Date, next?: Date) =>
      settleWork(here, lease, { ...change, updatedAt: at.toISOString() }, next),
    /** A person has it asked again, or closes it; the trail says so. `moved` when it stands otherwise by now. */
    decide: (row: Verification, change: VerificationChange, at: Date, audit: AuditRow) =>
      decide(here, row, change, at, audit),
  };
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

async function list({ db, table }: Here, tenant: string, { limit, after, ...wanted }: WantedVerifications) {
  const found: Verification[] = [];
  const filters = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const filter = filters.length > 0 && {
    FilterExpression: filters.map(([name]) => `#${name} = :${name}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(filters.map(([name]) => [`#${name}`, name])),
  };
  let next = after;
  for (let read = 0; found.length < limit && read < MOST_READ; ) {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ScanIndexForward: false,
      Limit: limit - found.length,
      ...filter,
      ExpressionAttributeValues: {
        ':pk': verificationKey(tenant, '').pk,
        ...Object.fromEntries(filters.map(([name, value]) => [`:${name}`, value])),
      },
      ...(next !== undefined && { ExclusiveStartKey: verificationKey(tenant, next) }),
    });
    const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = await db.send(query);
    read += ScannedCount;
    found.push(...Items.map((item) => v.parse(storedVerification, item)));
    next = LastEvaluatedKey && v.parse(v.string(), LastEvaluatedKey['sk']);
    if (next === undefined) break;
  }
  return { verifications: found, ...(next !== undefined && { next }) };
}

function decide({ db, table }: Here, row: Verification, wanted: VerificationChange, at: Date, audit: AuditRow) {
  const work = workOf(row.tenant, row.id);
  const wake = wanted.state === 'open' ? dueAt(work, at) : {};
  const gone = wanted.state === 'open' ? [] : ['notBefore', 'duePk', 'dueAt', 'wake'];
  const change = updateExpression({ ...wanted, updatedAt: at.toISOString(), ...wake }, gone);
  const Update = {
    TableName: table,
    Key: work.key,
    ...change,
    // Two people may decide at once, or it may just be asked again: what happened first stands.
    ConditionExpression: '#state = :was AND #updatedAt = :seen AND attribute_not_exists(leasedUntil)',
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':was': row.state, ':seen': row.updatedAt },
  };
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems: [{ Update }, audit] })), 'decided', 'moved');
}
