import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { announced } from '../announce.ts';
import { inboundHappenings } from './announced-inbound.ts';
import type { AuditRow } from './audit.ts';
import { type InboundChange, type InboundDocument, isSettled, type KeptInbound, storedInbound } from './inbound-row.ts';
import { findInbound, inboundWork, putInbound } from './keep-inbound-row.ts';
import { claimWork, dueAt, type Lease, noteWork, settleWork, settleWorkWith } from './leased-rows.ts';
import { listedInbound, listInbound, untoldInbound, type WantedInbound } from './list-inbound.ts';
import { wonOrLost } from './lost-condition.ts';
import { inboundKey, inboundOpenKey, inboundUntoldKey } from './network-keys.ts';
import { updateExpression } from './update-expression.ts';

/** Longer than the function that reads documents may run. */
const LEASE_MS = 150_000;

/** A document in hand. */
export interface InboundClaim {
  readonly document: InboundDocument;
  readonly lease: Lease;
}

export type InboundDocuments = ReturnType<typeof inboundDocuments>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** What partners sent, in the deliveries table. Each row is the truth about its document, and is kept. */
export function inboundDocuments(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return { ...kept(here), ...worked(here), ...answered(here) };
}

/** Documents come in, and are found. */
const kept = (here: Here) => ({
  /** The document that a sender's id names. */
  find: (of: Pick<KeptInbound, 'tenant' | 'partner' | 'way' | 'senderId'>) => findInbound(here, of),
  /** Writes the row of a document whose bytes are kept; see `putInbound`. */
  put: (document: KeptInbound) => putInbound(here, document),
  get: (tenant: string, documentId: string) => get(here, tenant, documentId),
  /** Notes where the receipt is kept that its sender was given; `known` where one is noted. */
  noteReceipt: (tenant: string, documentId: string, key: string) => {
    const update = new UpdateCommand({
      TableName: here.table,
      Key: inboundKey(tenant, documentId),
      UpdateExpression: 'SET hasReceipt = :yes, evidence = list_append(if_not_exists(evidence, :none), :key)',
      // A message may come many times at once: the receipt of the first is kept, the others say the same.
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(hasReceipt)',
      ExpressionAttributeValues: { ':yes': true, ':none': [], ':key': [key] },
    });
    return wonOrLost(() => here.db.send(update), 'noted', 'known');
  },
  /** One page, the newest first; it may be short and still have a next. */
  list: (tenant: string, wanted: WantedInbound) => listInbound(here, tenant, wanted),
});

/** Documents are read to their end. */
const worked = (here: Here) => ({
  claim: async (tenant: string, documentId: string, at: Date): Promise<InboundClaim | undefined> => {
    const claimed = await claimWork(here, inboundWork(tenant, documentId), at, LEASE_MS);
    return claimed && { document: v.parse(storedInbound, claimed.row), lease: claimed.lease };
  },
  /** Records what a turn found, and goes on with it. @throws when the lease ran out */
  note: ({ lease }: InboundClaim, change: InboundChange) => noteWork(here, lease, change),
  /** Ends a turn: how the document stands, and when it is looked at again, if it is. `overtaken` when another may have it by now. */
  settle: async ({ document, lease }: InboundClaim, change: InboundChange, next?: Date) => {
    const told = inboundHappenings(document, change).map((one) => announced(here.table, document.tenant, one));
    // An end is told with it: of two workers, one of which was overtaken, integrators hear of the other's alone.
    const ends = told.length > 0 && next === undefined;
    const outcome = await (ends ? settleWorkWith(here, lease, change, told) : settleWork(here, lease, change, next));
    // Who dies before this leaves it listed as open; whoever lists it then takes it off.
    if (outcome === 'done' && isSettled({ ...document, ...change })) await close(here, document);
    return outcome;
  },
  /** Documents of a partner that wait for others, the oldest first; at most `limit`. */
  waiting: async (tenant: string, partner: string, limit = 100): Promise<InboundDocument[]> =>
    (await stillOpen(here, tenant, partner)).filter(({ state }) => state === 'waiting').slice(0, limit),
  /** Has a document that waits looked at from a time on; `other` when it is by then anyway, or does not wait any more. */
  hurry: (tenant: string, documentId: string, from: Date) => {
    const due = dueAt(inboundWork(tenant, documentId), from);
    const change = updateExpression(due);
    const update = new UpdateCommand({
      TableName: here.table,
      Key: inboundKey(tenant, documentId),
      ...change,
      // Many may hurry it at once: it is woken once. Who has it in hand just now, or has ended it, knows better: a lease, and an end, stand.
      ConditionExpression: '#state = :waiting AND attribute_not_exists(leasedUntil) AND notBefore > :notBefore',
      ExpressionAttributeNames: { ...change.ExpressionAttributeNames, '#state': 'state' },
      ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':waiting': 'waiting' },
    });
    return wonOrLost(() => here.db.send(update), 'hurried', 'other');
  },
  /** Has a document read again that a person wants read again, with the audit trail; `moved` when it stands otherwise by now. */
  readAgain: (document: InboundDocument, at: Date, audit: AuditRow) => readAgain(here, document, at, audit),
});

/** Senders are told. */
const answered = (here: Here) => ({
  /** Documents of a partner that are read to their end and whose sender is still to be told by a file, the oldest first. */
  unanswered: async function* (tenant: string, partner: string): AsyncGenerator<InboundDocument> {
    for await (const documents of untoldInbound(here, tenant, partner)) yield* documents.filter(isSettled);
  },
  /** Notes that its sender was told. `other` when it was told already, or stands otherwise by now and has to be told of that. */
  markAnswered: (document: InboundDocument, at: Date, by: string) => {
    const { tenant, partner, documentId, state } = document;
    const Update = {
      TableName: here.table,
      Key: inboundKey(tenant, documentId),
      UpdateExpression: 'SET answered = :answered',
      // A person may have it read again meanwhile: what comes of that is told as well.
      ConditionExpression: 'attribute_not_exists(answered) AND #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':answered': { at: at.toISOString(), by }, ':state': state },
    };
    const Delete = { TableName: here.table, Key: inboundUntoldKey(tenant, partner, documentId) };
    const write = new TransactWriteCommand({ TransactItems: [{ Update }, { Delete }] });
    return wonOrLost(() => here.db.send(write), 'answered', 'other');
  },
});

async function get({ db, table }: Here, tenant: string, documentId: string): Promise<InboundDocument | undefined> {
  const Key = inboundKey(tenant, documentId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedInbound, Item);
}

async function close({ db, table }: Here, { tenant, partner, documentId }: InboundDocument): Promise<void> {
  await db.send(new DeleteCommand({ TableName: table, Key: inboundOpenKey(tenant, partner, documentId) }));
}

async function stillOpen(here: Here, tenant: string, partner: string): Promise<InboundDocument[]> {
  const documents = await listedInbound(here, tenant, partner);
  for (const one of documents.filter(isSettled)) await close(here, one);
  return documents.filter((one) => !isSettled(one));
}

function readAgain({ db, table }: Here, document: InboundDocument, at: Date, audit: AuditRow) {
  const { tenant, partner, documentId, toldByFile, state } = document;
  const begun = { state: 'received', problems: [], ...dueAt(inboundWork(tenant, documentId), at) };
  const change = updateExpression(begun, [
    ...['settledAt', 'waitsFor', 'waitsSince', 'answered', 'captureId'],
    ...['judgedTo', 'returns', 'onward'],
  ]);
  const Update = {
    TableName: table,
    Key: inboundKey(tenant, documentId),
    ...change,
    UpdateExpression: `${change.UpdateExpression} ADD readings :one`,
    // Two people may ask at once, or it may be in hand just now: it is read again once.
    ConditionExpression: '#state = :seen AND attribute_not_exists(leasedUntil)',
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':seen': state, ':one': 1 },
  };
  const keys = [inboundOpenKey, ...(toldByFile ? [inboundUntoldKey] : [])];
  const listed = keys.map((key) => ({
    Put: { TableName: table, Item: { ...key(tenant, partner, documentId), documentId } },
  }));
  const write = new TransactWriteCommand({ TransactItems: [{ Update }, ...listed, audit] });
  return wonOrLost(() => db.send(write), 'done', 'moved');
}
