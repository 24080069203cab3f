import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { derParts } from './der.ts';
import { signCms } from './sign-cms.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cms-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = new Date('2026-03-01T10:00:00Z');
const document = Buffer.from('<documents version="1.38">Лекарство</documents>');
const inFolder = (name: string, content: Uint8Array | string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** What OpenSSL says of a signature; throws when it does not hold. */
function verified(signature: Uint8Array, content: Uint8Array, certificate: string): string {
  const options = ['-inform', 'DER', '-binary', '-purpose', 'any', '-no_check_time'];
  const files = [
    ...['-in', inFolder('signature', signature), '-content', inFolder('content', content)],
    ...['-CAfile', inFolder('ca', certificate)],
  ];
  return execFileSync('openssl', ['cms', '-verify', ...options, ...files], {
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString();
}

describe.runIf(hasOpenssl)('a detached signature, as OpenSSL reads it', () => {
  test.each(['rsa', 'ec'] as const)(
    'with a key of kind %s holds for the exact bytes, and for no others',
    async (kind) => {
      const signer = await signingCertificate(kind);
      const signature = signCms(document, signer, at);
      expect(verified(signature, document, signer.certificate)).toBe(document.toString());
      expect(() => verified(signature, Buffer.from(`${document} `), signer.certificate)).toThrow();
    },
  );

  test('is not that of another key', async () => {
    const [signer, other] = [await signingCertificate('ec'), await signingCertificate('ec')];
    const signature = signCms(document, { ...signer, key: other.key }, at);
    expect(() => verified(signature, document, signer.certificate)).toThrow();
  });
});

describe('a detached signature', () => {
  test('holds the certificate and not the content', async () => {
    const signer = await signingCertificate('rsa');
    const signature = signCms(document, signer, at);
    expect(signature.includes(document)).toBe(false);
    const [whole] = derParts(signature);
    const [type, data] = derParts(whole?.content ?? Buffer.alloc(0));
    expect([type?.tag, data?.tag]).toEqual([0x06, 0xa0]);
    expect(signature.includes(Buffer.from('260301100000Z'))).toBe(true);
  });

  test('names the time with all digits of the year from 2050 on', async () => {
    const signature = signCms(document, await signingCertificate('ec'), new Date('2050-01-01T00:00:00Z'));
    expect(signature.includes(Buffer.from('20500101000000Z'))).toBe(true);
  });

  test('is made with no key of another kind, and with no certificate that is none', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const signer = await signingCertificate('ec');
    expect(() => signCms(document, { ...signer, key }, at)).toThrow('ed25519');
    expect(() => signCms(document, { ...signer, certificate: 'none' }, at)).toThrow('no certificate');
  });
});
