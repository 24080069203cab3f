import { createHash } from 'node:crypto';
import { type Disposition, writeDisposition } from './disposition.ts';
import { quoted } from './header-value.ts';
import { type Mic, writeMic } from './mic.ts';
import { writeEntity, writeMultipart } from './mime.ts';
import { type Covers, signedEntity } from './seal-message.ts';

export interface Receipt {
  readonly disposition: Disposition;
  /** With its angle brackets, as it came. */
  readonly messageId: string;
  /** AS2 name of who received the message. */
  readonly recipient: string;
  readonly mic?: Mic | undefined;
  /** What people read: one or two sentences. */
  readonly text: string;
}

/** A message disposition notification (RFC 4130 §7.4, RFC 3798), signed where a signer is given. */
export function writeReceipt(
  receipt: Receipt,
  sign: Covers['sign'],
): { headers: Record<string, string>; body: Uint8Array } {
  const { disposition, messageId, recipient, mic, text } = receipt;
  const fields = {
    'Reporting-UA': 'Seriate',
    'Original-Recipient': `rfc822; ${quoted(recipient)}`,
    'Final-Recipient': `rfc822; ${quoted(recipient)}`,
    'Original-Message-ID': messageId,
    Disposition: writeDisposition(disposition),
    ...(mic && { 'Received-Content-MIC': writeMic(mic) }),
  };
  const told = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const parts = [
    writeEntity({ 'Content-Type': 'text/plain; charset=us-ascii' }, Buffer.from(`${text}\r\n`)),
    writeEntity({ 'Content-Type': 'message/disposition-notification' }, Buffer.from(told.join(''))),
  ];
  const boundary = `seriate-receipt-${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}`;
  const type = `multipart/report; report-type=disposition-notification; boundary="${boundary}"`;
  const plain = { headers: { 'Content-Type': type }, body: writeMultipart(boundary, parts) };
  return sign === undefined ? plain : { ...signedEntity(writeEntity(plain.headers, plain.body), sign) };
}
