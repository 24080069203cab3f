import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../refused.ts';
import { sha256 } from '../sha256.ts';
import { expiry } from './expiry.ts';
import { type InboundDocument, inboundIdOf, type KeptInbound, storedInbound } from './inbound-row.ts';
import { dueAt, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import {
  inboundByKey,
  inboundContentKey,
  inboundKey,
  inboundOfKey,
  inboundOpenKey,
  inboundUntoldKey,
} from './network-keys.ts';

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Two who receive one content at once meet each other once or twice. */
const TRIES = 5;
/** Bytes of a sender's id that stand in a key as they are; longer ones by their hash. */
const LONGEST_ID = 500;

const pointer = v.object({ documentId: v.string() });

/** What has a document taken up. */
export const inboundWork = (tenant: string, documentId: string): Work => ({
  key: inboundKey(tenant, documentId),
  tenant,
  queue: 'inbound',
  message: { tenant, inbound: documentId },
});

type Named = Pick<KeptInbound, 'tenant' | 'partner' | 'way' | 'senderId'>;

/** The document that a sender's id names. */
export const findInbound = (here: Here, of: Named): Promise<InboundDocument | undefined> =>
  pointed(here, of.tenant, nameKey(of));

/**
 * Writes a document's row, to be read from now on, with all that it is found by: the sender's id, its partner, its content. A sender's id names one document: the first
 * row stands, and is answered. The same content of a partner under another id is a double of the first, and is read no more, unless that was refused: what was mended
 * is sent again as it was.
 */
export async function putInbound(
  here: Here,
  kept: KeptInbound,
): Promise<{ document: InboundDocument; isNew: boolean }> {
  const hash = sha256(JSON.stringify([kept.tenant, kept.partner, kept.way, kept.senderId]));
  const documentId = inboundIdOf(kept.receivedAt, hash);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const found = await findInbound(here, kept);
    if (found !== undefined) return { document: found, isNew: false };
    const contentKey = inboundContentKey(kept.tenant, kept.partner, kept.sha256);
    const first = await pointed(here, kept.tenant, contentKey);
    const document = rowOf(kept, documentId, isDoubled(first, kept.receivedAt) ? first : undefined);
    const TransactItems = writesOf(here.table, document, first);
    const write = new TransactWriteCommand({ TransactItems });
    if ((await wonOrLost(() => here.db.send(write), 'kept', 'met')) === 'kept') return { document, isNew: true };
  }
  throw new Refused(
    refuse('busy', `the document is being received by others, ${TRIES} tries met them`, { remedy: 'send it again' }),
  );
}

/** How long the same content is a double of what came before. */
const DOUBLED_MS = 400 * 24 * 3600 * 1000;

const isDoubled = (first: InboundDocument | undefined, at: string): boolean =>
  first !== undefined &&
  first.state !== 'refused' &&
  first.state !== 'partly-accepted' &&
  Date.parse(at) - Date.parse(first.receivedAt) < DOUBLED_MS;

function rowOf(kept: KeptInbound, documentId: string, first: InboundDocument | undefined): InboundDocument {
  const row = { ...kept, documentId, problems: [], attempts: 0, readings: 0 };
  if (first === undefined) return { ...row, state: 'received' };
  return { ...row, state: 'duplicate', duplicateOf: first.documentId, settledAt: kept.receivedAt };
}

function writesOf(TableName: string, document: InboundDocument, first: InboundDocument | undefined) {
  const { tenant, partner, documentId, receivedAt, toldByFile, state } = document;
  const isDouble = state === 'duplicate';
  const at = new Date(receivedAt);
  const put = (Item: object, condition: object = {}) => ({ Put: { TableName, Item: { ...Item }, ...condition } });
  // Two receivers may have one file in hand at once: one of them keeps it, the other finds the row of the first.
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  // The same content may come under two ids at once: the second finds itself to be a double.
  const isAsSeen =
    first === undefined
      ? isNew
      : { ConditionExpression: 'documentId = :seen', ExpressionAttributeValues: { ':seen': first.documentId } };
  const content = { ...inboundContentKey(tenant, partner, document.sha256), documentId, ...expiry(at) };
  const work = isDouble ? {} : dueAt(inboundWork(tenant, documentId), at);
  return [
    put({ ...inboundKey(tenant, documentId), ...document, ...work }, isNew),
    put({ ...nameKey(document), documentId }, isNew),
    put({ ...inboundByKey(tenant, partner, documentId), documentId }),
    ...(toldByFile ? [put({ ...inboundUntoldKey(tenant, partner, documentId), documentId })] : []),
    ...(isDouble ? [] : [put({ ...inboundOpenKey(tenant, partner, documentId), documentId }), put(content, isAsSeen)]),
  ];
}

function nameKey({ tenant, partner, way, senderId }: Named) {
  const isKey = senderId !== '' && Buffer.byteLength(senderId) <= LONGEST_ID;
  return inboundOfKey(tenant, partner, way, isKey ? senderId : `sha256:${sha256(senderId)}`);
}

async function pointed(here: Here, tenant: string, Key: { pk: string; sk: string }) {
  const at = await item(here, Key);
  const found = at && (await item(here, inboundKey(tenant, v.parse(pointer, at).documentId)));
  return found && v.parse(storedInbound, found);
}

const item = async ({ db, table }: Here, Key: { pk: string; sk: string }) =>
  (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
