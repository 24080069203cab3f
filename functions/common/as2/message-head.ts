import { createHash } from 'node:crypto';
import type { Entity } from './mime.ts';
import { writeEntity } from './mime.ts';

/** Headers that belong to the entity in an HTTP message, and those that AS2 adds: what is kept as evidence begins with them. */
const kept = [
  'as2-version',
  'as2-from',
  'as2-to',
  'message-id',
  'date',
  'subject',
  'disposition-notification-to',
  'disposition-notification-options',
  'receipt-delivery-option',
  'mime-version',
  'content-type',
  'content-disposition',
  'content-transfer-encoding',
] as const;

/** An HTTP message as the MIME entity that it is (RFC 4130 §5.2). @param headers names in lower case */
export function entityOf(headers: Readonly<Record<string, string | undefined>>, body: Uint8Array): Entity {
  const told = kept.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value.replaceAll(/[\r\n]+/g, ' ')] as const];
  });
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return { headers: new Map(told), body: bytes, whole: writeEntity(Object.fromEntries(told), bytes) };
}

/**
 * The Message-ID of a message (RFC 5322 §3.6.4). It follows from the id of what is sent, so that sending again is sending the same: by it receivers know doubles.
 *
 * @param id at most 100 letters, digits, `.`, `_` and `-`; any other is hashed
 */
export function messageIdOf(tenant: string, id: string): string {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
  const left = /^[\w.-]{1,100}$/.test(id) ? id : hash(id);
  // Another tenant's message never has the same, whatever its id.
  return `<${left}@${hash(tenant).slice(0, 16)}.seriate>`;
}
