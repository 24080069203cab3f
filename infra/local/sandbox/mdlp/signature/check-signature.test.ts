import { createHash, createSign, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { signingCertificate } from '../../../../../test/kit/signing-certificate.ts';
import { signatureProblem } from './check-signature.ts';

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
};
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const version = der(0x02, Buffer.from([1]));
const data = oid('2a864886f70d010701');
const sha256 = sequence(oid('608648016503040201'));
const ecdsa = sequence(oid('2a8648ce3d040302'));

interface Signer {
  readonly key: string;
  readonly certificate: string;
}

/** A CMS as a signing tool writes it; detached unless content is given. */
function cms(
  signed: Buffer,
  { key, certificate }: Signer,
  { content, digest = sha256 }: { content?: Buffer; digest?: Buffer } = {},
) {
  const hash = createHash('sha256').update(signed).digest();
  const attributes = [
    sequence(oid('2a864886f70d010903'), der(0x31, data)),
    sequence(oid('2a864886f70d010904'), der(0x31, der(0x04, hash))),
  ];
  const signature = createSign('sha256')
    .update(der(0x31, ...attributes))
    .sign(key);
  const signer = sequence(version, sequence(), digest, der(0xa0, ...attributes), ecdsa, der(0x04, signature));
  const encapsulated = sequence(data, ...(content === undefined ? [] : [der(0xa0, der(0x04, content))]));
  const certificates = der(0xa0, new X509Certificate(certificate).raw);
  const body = sequence(version, der(0x31, digest), encapsulated, certificates, der(0x31, signer));
  return sequence(oid('2a864886f70d010702'), der(0xa0, body)).toString('base64');
}

const document = Buffer.from('<documents version="1.38"/>');
let ours: Signer;
let theirs: Signer;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([signingCertificate('ec'), signingCertificate('ec')]);
});

const strictly = (signature: string, certificates: string[] = []) =>
  signatureProblem(signature, document, { isStrict: true, certificates });

describe('a signature of a document', () => {
  test('is held to be good over exactly those bytes, by the certificate of the user', () => {
    expect(strictly(cms(document, ours))).toBeUndefined();
    expect(strictly(cms(document, ours), [ours.certificate])).toBeUndefined();
    expect(strictly(cms(Buffer.concat([document, Buffer.from(' ')]), ours))).toContain('other bytes');
    expect(strictly(cms(document, theirs), [ours.certificate])).toContain('certificate');
    expect(strictly(cms(document, { ...theirs, certificate: ours.certificate }))).toContain('certificate');
  });

  test('is refused when it carries the document, when it is none, and when its digest cannot be made here', () => {
    expect(strictly(cms(document, ours, { content: document }))).toContain('not detached');
    const gost = sequence(oid('2a85030701010202'));
    expect(strictly(cms(document, ours, { digest: gost }))).toContain('1.2.643.7.1.1.2.2');
    for (const nonsense of ['c2lnbg==', '', '***', 'MIAG']) expect(strictly(nonsense)).toBeDefined();
    const whole = Buffer.from(cms(document, ours), 'base64');
    for (const size of [1, 20, 100, whole.length - 1])
      expect(strictly(whole.subarray(0, size).toString('base64'))).toBeDefined();
  });

  test('is anything in base64 where nobody is strict', () => {
    const leniently = (signature: string) =>
      signatureProblem(signature, document, { isStrict: false, certificates: [] });
    expect([leniently('c2lnbg=='), leniently('')]).toEqual([undefined, expect.any(String)]);
  });
});
