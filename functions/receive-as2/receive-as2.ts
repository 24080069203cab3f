import * as v from 'valibot';
import { entityOf } from '#common/as2/message-head.ts';
import { type Entity, partsOf, readEntity } from '#common/as2/mime.ts';
import { isReport } from '#common/as2/read-receipt.ts';
import { keptBriefly } from '#common/kept-briefly.ts';
import { log } from '#common/log.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { asInvited, findInvited } from './find-invited.ts';
import { findParty, type Party, type PartyNeeds } from './find-party.ts';
import { type Head, type Headers, readHead } from './read-head.ts';
import { type Reply, refusedReply } from './reply.ts';
import { type DocumentNeeds, takeDocument } from './take-document.ts';
import { type ReceiptNeeds, takeReceipt } from './take-receipt.ts';
import { takeEither, takeTest } from './take-test.ts';
import { tellStranger } from './tell-stranger.ts';
import type { TestNeeds } from './test-needs.ts';

export interface ReceiveNeeds extends PartyNeeds, DocumentNeeds, ReceiptNeeds, TestNeeds {
  readonly registry: PartyNeeds['registry'] & TestNeeds['registry'];
}

/** Bytes of a body: a function is called with 6 MB at most, in base64. */
const MOST_BYTES = 4_500_000;
/** Anybody may write to a tenant's name: its partners are read once for all who do within this time, milliseconds, of so many tenants; and who sends test files under a name, of so many names. */
const KEPT_MS = 5_000;
const MOST_KEPT = 20;
const MOST_NAMES = 200;

/**
 * One message by AS2, from anybody: who sent it is proved by its signature alone. It is a document, which is kept before its receipt leaves, or the receipt of one
 * that we sent, or a test file of a partner that is at its message test. Whoever is not a partner learns nothing, not even whether the name that was written to is anybody's.
 */
export const receiveAs2 = (needs: ReceiveNeeds) => {
  const { now, registry } = needs;
  const partners = keptBriefly((tenant) => registry.partners(tenant), { ms: KEPT_MS, most: MOST_KEPT, now });
  const seen = { ...needs, registry: { partners } };
  const called = keptBriefly((named) => needs.invitedAs(...namesOf(named)), { ms: KEPT_MS, most: MOST_NAMES, now });
  const fromTester = async (tenant: string, head: Head, message: Entity) =>
    findInvited(needs, tenant, await called(JSON.stringify([tenant, head.from])), head, message);
  return async (headers: Headers, body: Uint8Array): Promise<Reply> => {
    if (body.length > MOST_BYTES) return tooLarge(body.length);
    const head = readHead(headers);
    if (isRefusal(head)) return refusedReply(head);
    const message = entityOf(headers, body);
    const { from, to } = head;
    const tenant = await needs.identities.ownerOf(to);
    const party = tenant === undefined ? undefined : await findParty(seen, tenant, from);
    if (party !== undefined)
      return isReceipt(message) ? takeReceipt(needs, party, message) : takeFrom(needs, party, head, message);
    const invited = tenant === undefined || isReceipt(message) ? undefined : await fromTester(tenant, head, message);
    if (invited !== undefined) return takeTest(needs, invited, head, message);
    log('as2-stranger', { from, to, reason: 'no tenant has the one name, or no partner in force of it the other' });
    return isReceipt(message) ? refusedReply(unknown) : tellStranger(head, needs.now());
  };
};

/** A document of a partner in force, or a test file of one that comes on board anew. */
async function takeFrom(needs: ReceiveNeeds, party: Party, head: Head, message: Entity): Promise<Reply> {
  const testing = await asInvited(needs, party.tenant, party.partner.partner, head.from);
  return testing === undefined
    ? takeDocument(needs, party, head, message)
    : takeEither(needs, party, testing, head, message);
}

const names = v.tuple([v.string(), v.string()]);
const namesOf = (key: string) => v.parse(names, JSON.parse(key));

const unknown = refuse('not-found', 'nothing is known that this could be the receipt of', {
  rule: 'RFC 4130 §7',
  remedy: 'send receipts under the AS2 names of the message that they are of',
});

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
