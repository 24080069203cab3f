import { entityOf } from '#common/as2/message-head.ts';
import { type Entity, partsOf, readEntity } from '#common/as2/mime.ts';
import { isReport } from '#common/as2/read-receipt.ts';
import { log } from '#common/log.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { findParty, type PartyNeeds } from './find-party.ts';
import { type Headers, readHead } from './read-head.ts';
import { type Reply, refusedReply } from './reply.ts';
import { type DocumentNeeds, takeDocument } from './take-document.ts';
import { type ReceiptNeeds, takeReceipt } from './take-receipt.ts';
import { tellStranger } from './tell-stranger.ts';

export interface ReceiveNeeds extends PartyNeeds, DocumentNeeds, ReceiptNeeds {}

/** Bytes of a body: a function is called with 6 MB at most, in base64. */
const MOST_BYTES = 4_500_000;

/**
 * One message by AS2, from anybody: who sent it is proved by its signature alone. It is a document, which is kept before its receipt leaves, or the receipt of one
 * that we sent. Whoever is not a partner learns nothing, not even whether the name that was written to is anybody's.
 */
export const receiveAs2 =
  (needs: ReceiveNeeds) =>
  async (headers: Headers, body: Uint8Array): Promise<Reply> => {
    if (body.length > MOST_BYTES) return tooLarge(body.length);
    const head = readHead(headers);
    if (isRefusal(head)) return refusedReply(head);
    const message = entityOf(headers, body);
    const party = await findParty(needs, head);
    if (party !== undefined)
      return isReceipt(message) ? takeReceipt(needs, party, message) : takeDocument(needs, party, head, message);
    log('as2-stranger', { reason: 'no tenant, or no partner of it, has these names' });
    return isReceipt(message) ? refusedReply(unknown) : tellStranger(head, needs.now());
  };

const unknown = refuse('not-found', 'nothing is known that this could be the receipt of');

function tooLarge(bytes: number): Reply {
  const refusal = refuse('too-large', `the message has ${bytes} bytes, and ${MOST_BYTES} at most are taken by AS2`, {
    rule: 'Seriate AS2: 4.5 MB, docs/partners-as2.md',
    remedy: 'compress it (RFC 5402), or send larger documents by SFTP or HTTPS',
  });
  return refusedReply(refusal, 413);
}

/** By its form: a report, or what is signed as one. */
function isReceipt(message: Entity): boolean {
  if (isReport(message)) return true;
  const [first] = partsOf(message);
  const signed = first && readEntity(first);
  return signed !== undefined && isReport(signed);
}
