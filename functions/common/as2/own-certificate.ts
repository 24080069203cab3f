import { createPublicKey, generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { der, objectId, octets, sequence, set, smallInteger, time } from '#common/der.ts';
import type { OwnKey } from './decrypt-cms.ts';

/** Bits of a key; NIST SP 800-57 has 3072 until beyond 2030. */
const BITS = 3072;
/** Partners install certificates by hand: one in three years is borne. */
const YEARS = 3;

const generate = promisify(generateKeyPair);

/**
 * A new RSA key and the certificate that it signs itself (RFC 5280): who it belongs to is proved by handing it over, not by an authority. It signs, and keys are
 * wrapped for it. PEM.
 *
 * @param name common name, such as the AS2 name
 */
export async function makeCertificate(name: string, at: Date): Promise<OwnKey> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: BITS });
  const until = new Date(at);
  until.setUTCFullYear(at.getUTCFullYear() + YEARS);
  const subject = sequence(set([sequence(objectId('2.5.4.3'), der(0x0c, Buffer.from(name, 'utf8')))]));
  const algorithm = sequence(objectId('1.2.840.113549.1.1.11'), der(0x05));
  const body = sequence(
    der(0xa0, smallInteger(2)),
    serialNumber(),
    algorithm,
    subject,
    sequence(time(at), time(until)),
    subject,
    createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  return {
    certificate: pem('CERTIFICATE', whole),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** 16 bytes that are positive and begin with none that is superfluous (RFC 5280 §4.1.2.2). */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8(((bytes[0] ?? 0) & 0x3f) | 0x40);
  return der(0x02, bytes);
}

const critical = der(0x01, Buffer.from([0xff]));
/** No authority; digitalSignature and keyEncipherment (RFC 5280 §4.2.1.3); e-mail protection, which S/MIME tools ask for. */
const extensions = [
  sequence(objectId('2.5.29.19'), critical, octets(sequence())),
  sequence(objectId('2.5.29.15'), critical, octets(der(0x03, Buffer.from([5, 0xa0])))),
  sequence(objectId('2.5.29.37'), octets(sequence(objectId('1.3.6.1.5.5.7.3.4')))),
];

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
