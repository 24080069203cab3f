import { createHash, randomUUID } from 'node:crypto';
import { decrypted, encrypted, isSigned, signed } from './cms.ts';
import { decoded, multipart, type Part, partOf, partsOf, typeOf, written } from './mime.ts';
import type { OwnKey } from './own-key.ts';

/** What a message held, or the words by which it is refused (RFC 4130 §7.5). */
export type Read =
  | { readonly body: Buffer; readonly contentType: string; readonly mic: string }
  | { readonly refused: string };

/** A message out of its encryption and signature. Compressed ones are not taken. @param certificate of whoever must have signed it */
export function readMessage(message: Part, own: OwnKey, certificate: string): Read {
  let part = message;
  if (typeOf(part) === 'application/pkcs7-mime') {
    if (/compressed-data/i.test(part.headers['content-type'] ?? ''))
      return { refused: 'failed/failure: unsupported format' };
    try {
      part = partOf(decrypted(decoded(part), own));
    } catch {
      return { refused: 'processed/error: decryption-failed' };
    }
  }
  if (typeOf(part) !== 'multipart/signed') return { refused: 'processed/error: insufficient-message-security' };
  const [content, proof] = partsOf(part);
  if (content === undefined || proof === undefined || !isSigned(decoded(proof), content.whole, certificate))
    return { refused: 'processed/error: authentication-failed' };
  const mic = createHash('sha256').update(content.whole).digest('base64');
  return { body: decoded(content), contentType: content.headers['content-type'] ?? '', mic };
}

/** A signed receipt. */
export function writeReceipt(
  message: Part,
  read: Read,
  own: OwnKey,
): { headers: Record<string, string>; text: string } {
  const { 'as2-from': from = '', 'as2-to': to = '', 'message-id': id = '' } = message.headers;
  const told = [
    'Reporting-UA: AS2 rehearsal partner',
    `Final-Recipient: rfc822; ${to}`,
    `Original-Message-ID: ${id}`,
    `Disposition: automatic-action/MDN-sent-automatically; ${'refused' in read ? read.refused : 'processed'}`,
    ...('refused' in read ? [] : [`Received-Content-MIC: ${read.mic}, sha-256`]),
  ];
  const report = multipart('report', [
    written({ 'Content-Type': 'text/plain' }, Buffer.from('A rehearsal: nobody acts upon it.\r\n')),
    written({ 'Content-Type': 'message/disposition-notification' }, Buffer.from(`${told.join('\r\n')}\r\n`)),
  ]);
  const type = 'multipart/report; report-type=disposition-notification; boundary="report"';
  const { headers, body } = signedPart(written({ 'Content-Type': type }, report), own);
  return { headers: { ...headersOf(to, from), ...headers }, text: body.toString('latin1') };
}

/** A document, signed and encrypted, as it is sent. */
export function writeMessage(
  {
    from,
    to,
    contentType,
    fileName,
    body,
  }: { from: string; to: string; contentType: string; fileName: string; body: Buffer },
  own: OwnKey,
  certificate: string,
): { headers: Record<string, string>; body: Buffer } {
  const disposition = { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${fileName}"` };
  const { headers, body: inside } = signedPart(written(disposition, body), own);
  const options = 'signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-256';
  return {
    headers: {
      ...headersOf(from, to),
      'Disposition-Notification-To': from,
      'Disposition-Notification-Options': options,
      'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
    },
    body: encrypted(written(headers, inside), certificate),
  };
}

const headersOf = (from: string, to: string) => ({
  'AS2-Version': '1.0',
  'AS2-From': /\s/.test(from) ? `"${from}"` : from,
  'AS2-To': /\s/.test(to) ? `"${to}"` : to,
  'Message-ID': `<${randomUUID()}@rehearsal>`,
  Date: new Date().toUTCString(),
  'MIME-Version': '1.0',
});

function signedPart(content: Buffer, own: OwnKey): { headers: Record<string, string>; body: Buffer } {
  const boundary = `signed-${randomUUID()}`;
  const proof = signed(content, own).toString('base64').replace(/.{76}/g, '$&\r\n');
  const part = written(
    { 'Content-Type': 'application/pkcs7-signature; name="smime.p7s"', 'Content-Transfer-Encoding': 'base64' },
    Buffer.from(proof),
  );
  const type = `multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="${boundary}"`;
  return { headers: { 'Content-Type': type }, body: multipart(boundary, [content, part]) };
}
