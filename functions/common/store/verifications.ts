import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { filteredPage } from './filtered-page.ts';
import { verificationKey } from './keys.ts';
import { dueAt, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';
import { storedVerification, type Verification, type VerificationChange } from './verification-row.ts';
import { type ClaimedRow, workRows } from './work-rows.ts';

/** Longer than any function that has a verification in hand may run. */
const LEASE_MS = 150_000;

/** A verification in hand. */
export type VerificationClaim = ClaimedRow<Verification>;

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

const kind = { read: (item: unknown) => v.parse(storedVerification, item), workOf, leaseMs: LEASE_MS };

export type Verifications = ReturnType<typeof verifications>;

/** Verifications in the deliveries table: the row is written before anything is asked, and is the truth. They are kept. */
export function verifications(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  const rows = workRows<Verification, VerificationChange>(here, kind);
  return {
    ...rows,
    /** The latest first. */
    list: (tenant: string, wanted: WantedVerifications) => list(here, tenant, wanted),
    /** Writes a verification and takes it up at once. Ids are drawn, so there is none of that id. */
    begin: async (row: Verification, at: Date): Promise<VerificationClaim> => {
      const claim = await rows.begin(row, at);
      if (claim === undefined) throw new Error(`there is a verification ${row.id}`);
      return claim;
    },
    /** A person has it asked again, or closes it; the trail says so. `moved` when it stands otherwise by now. */
    decide: (row: Verification, change: VerificationChange, at: Date, audit: AuditRow) =>
      decide(here, row, change, at, audit),
  };
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

async function list({ db, table }: Here, tenant: string, wanted: WantedVerifications) {
  const { state, outcome, gtin, limit, after } = wanted;
  const fits = { state, outcome, gtin };
  const pk = verificationKey(tenant, '').pk;
  const { rows, ...more } = await filteredPage(db, { table, pk, fits, limit, after, descending: true });
  return { verifications: rows.map((row): Verification => v.parse(storedVerification, row)), ...more };
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
