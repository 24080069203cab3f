import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { der, objectId, octets, sequence, set, smallInteger } from '#common/der.ts';
import { issuerAndSerial } from '#common/sign-cms.ts';
import { blockCiphers, type ContentCipher, oidOfCipher, oids } from './cms-names.ts';

/**
 * Bytes that only the holder of a certificate's key reads: CMS `EnvelopedData` (RFC 5652 §6) with one recipient, the key wrapped by RSA PKCS #1 v1.5, which
 * every AS2 system reads. Other bytes each time.
 *
 * @param certificate PEM; its key is RSA
 * @throws when it is no certificate, or its key of another kind
 */
export function encryptCms(bytes: Uint8Array, certificate: string, cipher: ContentCipher): Buffer {
  const { raw, publicKey } = new X509Certificate(certificate);
  if (publicKey.asymmetricKeyType !== 'rsa') throw new Error('is encrypted for RSA keys alone');
  const oid = oidOfCipher[cipher];
  const { name, key: length, iv: ivLength } = blockCiphers[oid] ?? { name: 'aes-256-cbc', key: 32, iv: 16 };
  const [key, iv] = [randomBytes(length), randomBytes(ivLength)];
  const running = createCipheriv(name, key, iv);
  const encrypted = Buffer.concat([running.update(bytes), running.final()]);
  const recipient = sequence(
    smallInteger(0),
    issuerAndSerial(raw),
    sequence(objectId(oids.rsa), der(0x05)),
    octets(publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key)),
  );
  const content = sequence(objectId(oids.data), sequence(objectId(oid), octets(iv)), der(0x80, encrypted));
  const data = sequence(smallInteger(0), set([recipient]), content);
  return sequence(objectId(oids.envelopedData), der(0xa0, data));
}
