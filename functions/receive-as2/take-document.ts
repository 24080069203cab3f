import { type Disposition, errorOf, processed, tellDisposition } from '#common/as2/disposition.ts';
import { headerValue } from '#common/as2/header-value.ts';
import { micOf } from '#common/as2/mic.ts';
import { decoded, type Entity } from '#common/as2/mime.ts';
import type { Opened } from '#common/as2/open-message.ts';
import { warnOutOfDate } from '#common/as2/out-of-date.ts';
import { writeReceipt } from '#common/as2/write-receipt.ts';
import type { KeepInbound, KeptDocument } from '#common/inbound/keep-inbound.ts';
import type { KeepReceipt } from '#common/inbound/keep-receipt.ts';
import { log } from '#common/log.ts';
import type { MayPartner } from '#common/may-partner.ts';
import { refuse } from '#shared/refusal.ts';
import type { Party } from './find-party.ts';
import { type GiveNeeds, type Given, giveReceipt, receiptWay } from './give-receipt.ts';
import { isTaken, judgeDocument, type NotTaken, refusedAs } from './judge-document.ts';
import type { Head } from './read-head.ts';
import { type Reply, refusedReply } from './reply.ts';

export interface DocumentNeeds extends GiveNeeds {
  readonly keep: KeepInbound;
  readonly keepReceipt: KeepReceipt;
  readonly may: MayPartner;
}

/**
 * A document from a partner: opened, kept, and then receipted, in this order, so that a receipt never tells of what could be lost. The same message again is kept
 * once and receipted as at the first time; another under its Message-ID is not taken.
 */
export async function takeDocument(needs: DocumentNeeds, party: Party, head: Head, message: Entity): Promise<Reply> {
  const at = needs.now();
  const judged = judgeDocument(party, head, message);
  if (!isTaken(judged)) return refuseIt(needs, party, head, judged);
  const isProved = judged.signed !== undefined;
  const way = await receiptWay(needs, party, head, isProved);
  if (way === 'nowhere') return refuseIt(needs, party, head, { ...badUrl, isProved });
  if ((await needs.may(party.tenant, party.partner.partner)) !== undefined)
    return refuseIt(needs, party, head, { ...suspended, isProved });
  if (judged.signed) warnOutOfDate(judged.signed.certificate, at, idsOf(party));
  const kept = await keepIt(needs, party, head, judged);
  if (!kept.isSame) return refuseIt(needs, party, head, { ...usedBefore, isProved });
  const { documentId, isNew, state } = kept;
  log('as2-received', {
    ...idsOf(party),
    documentId,
    isNew,
    signed: isProved,
    encrypted: judged.encrypted,
  });
  const [disposition, text] = state === 'duplicate' ? ([double, twice] as const) : ([processed, received] as const);
  const given = receiptOf(party, head, judged, disposition, text, at);
  if (way !== 'none') await needs.keepReceipt(party.tenant, documentId, given.receipt.body);
  return giveReceipt(needs, party, head, way, given);
}

const received = 'The message was received and is kept. Whether its content can be used is told otherwise.';
const twice = 'The same content was received before under another Message-ID. It is not taken up again.';
const double: Disposition = { type: 'processed', modifier: { kind: 'warning', words: 'duplicate-document' } };
const badUrl = {
  disposition: errorOf('unexpected-processing-error'),
  reason: 'its receipt is wanted at an address that nothing is sent to',
};
/** Its sender tries again later, as for any error of ours. */
const suspended = {
  disposition: errorOf('unexpected-processing-error'),
  reason: 'the partnership is suspended, or has ended',
};
const usedBefore = {
  disposition: errorOf('unexpected-processing-error'),
  reason: 'another document came under its Message-ID before',
};

const idsOf = ({ tenant, partner }: Party) => ({ tenant, partner: partner.partner });

function receiptOf(party: Party, head: Head, opened: Opened, disposition: Disposition, text: string, at: Date): Given {
  const [wanted] = head.receipt?.hashes ?? [];
  const own = { sha256: 'sha-256', sha384: 'sha-384', sha512: 'sha-512' } as const;
  const mic = micOf(opened.checked, wanted ?? own[opened.signed?.hash ?? 'sha256']);
  const { messageId, to: recipient } = head;
  const receipt = writeReceipt({ disposition, messageId, recipient, mic, text }, signatureOf(party, head, at));
  return { receipt, told: tellDisposition(disposition) };
}

/** As the partner signs; SHA-256 for one that does not. */
function signatureOf({ settings, identity }: Party, { receipt }: Head, at: Date) {
  const hash = ({ 'sha-384': 'sha384', 'sha-512': 'sha512' } as const)[String(settings.sign)] ?? 'sha256';
  return receipt?.signed === true ? ({ signer: identity.signer, hash, at } as const) : undefined;
}

/** With what proves who sent it. */
function keepIt(
  { keep, now }: DocumentNeeds,
  party: Party,
  { messageId }: Head,
  { entity, proof }: Opened,
): Promise<KeptDocument> {
  const evidence = [{ name: 'message.eml', body: proof }];
  const type = entity.headers.get('content-type') ?? 'application/octet-stream';
  const disposition = headerValue(entity.headers.get('content-disposition'));
  const fileName = disposition.parameters.get('filename') ?? headerValue(type).parameters.get('name') ?? 'message';
  const document = { fileName, contentType: type, body: decoded(entity), evidence, at: now() };
  return keep({ ...idsOf(party), way: 'as2', senderId: messageId, ...document });
}

/** Told to its sender by a receipt without an integrity check, and to our people by the log. Nothing of it is kept. */
async function refuseIt(
  needs: DocumentNeeds,
  party: Party,
  head: Head,
  { disposition, reason, isProved }: NotTaken,
): Promise<Reply> {
  const told = tellDisposition(disposition);
  log(refusedAs(isProved), { ...idsOf(party), messageId: head.messageId, told, reason });
  if (head.receipt === undefined) return refusedReply(refuse('malformed', `${told}`));
  const { messageId, to: recipient } = head;
  const text = `The message was not taken: ${told}.`;
  const receipt = writeReceipt({ disposition, messageId, recipient, text }, signatureOf(party, head, needs.now()));
  const way = await receiptWay(needs, party, head, isProved);
  return giveReceipt(needs, party, head, way === 'nowhere' ? 'answer' : way, { receipt, told });
}
