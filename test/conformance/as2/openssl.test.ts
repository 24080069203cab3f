import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decryptCms, type OwnKey } from '../../../functions/common/as2/decrypt-cms.ts';
import { encryptCms } from '../../../functions/common/as2/encrypt-cms.ts';
import { readEntity, writeEntity } from '../../../functions/common/as2/mime.ts';
import { isOpened, openMessage } from '../../../functions/common/as2/open-message.ts';
import { makeCertificate } from '../../../functions/common/as2/own-certificate.ts';
import { sealMessage } from '../../../functions/common/as2/seal-message.ts';
import { verifyCms } from '../../../functions/common/as2/verify-cms.ts';
import { signingCertificate } from '../../kit/signing-certificate.ts';

let folder: string;
let keys: { rsa: OwnKey; ec: OwnKey; other: OwnKey };
const at = new Date('2026-06-01T08:00:00Z');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'as2-'));
  const [rsa, ec, other] = await Promise.all([
    makeCertificate('Acme AS2', at),
    signingCertificate('ec'),
    signingCertificate('rsa'),
  ]);
  keys = { rsa, ec, other };
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: Uint8Array | string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** Libraries of other tests in this process set `OPENSSL_CONF` to nothing, which the program takes for a file of that name. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'OPENSSL_CONF'));

function openssl(...args: string[]): Buffer {
  const out = join(folder, 'out');
  const [command = '', ...options] = args;
  execFileSync('openssl', [command, '-out', out, ...options], { stdio: ['ignore', 'ignore', 'pipe'], env });
  return readFileSync(out);
}

const has = (...args: string[]): boolean => {
  try {
    execFileSync('openssl', args, { stdio: 'ignore', input: 'x', env });
    return true;
  } catch {
    return false;
  }
};
const hasOpenssl = has('version');
// Debian builds OpenSSL without zlib.
const hasZlib = hasOpenssl && has('cms', '-compress', '-outform', 'DER');

/** Lines end as in text; a signer in canonical form signs these bytes. */
const content = Buffer.from('Content-Type: application/xml\r\n\r\n<a>é</a>\r\n');
const binary = Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7) % 256));

describe.runIf(hasOpenssl)('what OpenSSL writes is read:', () => {
  test.each([
    ['SHA-256', 'rsa', ['-md', 'sha256'], 'sha256'],
    ['SHA-384', 'rsa', ['-md', 'sha384'], 'sha384'],
    ['SHA-512', 'rsa', ['-md', 'sha512'], 'sha512'],
    ['RSA-PSS', 'rsa', ['-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss'], 'sha256'],
    ['ECDSA', 'ec', ['-md', 'sha256'], 'sha256'],
    ['no signed attributes', 'rsa', ['-md', 'sha256', '-noattr'], 'sha256'],
    ['lengths that end by a mark', 'rsa', ['-md', 'sha256', '-stream'], 'sha256'],
  ] as const)('a signature with %s', (_, kind, options, hash) => {
    const { key, certificate } = keys[kind];
    const files = ['-in', file('content', content), '-signer', file('cert', certificate), '-inkey', file('key', key)];
    const signature = openssl('cms', '-sign', '-binary', '-outform', 'DER', ...files, ...options);
    const held = (bytes: Uint8Array, ...by: OwnKey[]) =>
      verifyCms(
        signature,
        () => [[bytes]],
        by.map((one) => one.certificate),
      );
    expect(held(content, keys.other, keys[kind])).toMatchObject({ hash, certificate });
    expect(held(content, keys.other)).toMatch(/^(stranger|altered)$/);
    expect(held(binary, keys[kind])).toBe('altered');
  });

  test('no signature with SHA-1, which proves nothing', () => {
    const { key, certificate } = keys.rsa;
    const files = ['-in', file('content', content), '-signer', file('cert', certificate), '-inkey', file('key', key)];
    const signature = openssl('cms', '-sign', '-binary', '-outform', 'DER', '-md', 'sha1', ...files);
    expect(() => verifyCms(signature, () => [[content]], [certificate])).toThrow('proves nothing');
  });

  test.each([
    ['AES-128', ['-aes-128-cbc']],
    ['AES-192', ['-aes-192-cbc']],
    ['AES-256', ['-aes-256-cbc']],
    ['3DES', ['-des3']],
    ['AES-128-GCM', ['-aes-128-gcm']],
    ['AES-256-GCM', ['-aes-256-gcm']],
    ['OAEP', ['-aes-256-cbc', '-keyopt', 'rsa_padding_mode:oaep']],
    ['OAEP with SHA-256', ['-aes-256-cbc', '-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256']],
    ['a key identifier', ['-aes-256-cbc', '-keyid']],
    ['lengths that end by a mark', ['-aes-256-cbc', '-stream']],
  ] as const)('encrypted with %s', (_, options) => {
    const to = options.includes('-keyid' as never) ? withKeyIdentifier() : keys.rsa;
    const args = ['-in', file('plain', binary), '-recip', file('cert', to.certificate)];
    const encrypted = openssl('cms', '-encrypt', '-binary', '-outform', 'DER', ...args, ...options);
    expect(decryptCms(encrypted, [keys.other, to]).equals(binary)).toBe(true);
    expect(() => decryptCms(encrypted, [keys.other])).toThrow();
  });

  test('no AES-GCM that was altered', () => {
    const args = ['-in', file('plain', binary), '-recip', file('cert', keys.rsa.certificate)];
    const encrypted = openssl('cms', '-encrypt', '-binary', '-outform', 'DER', '-aes-256-gcm', ...args);
    encrypted.writeUInt8((encrypted[3_000] ?? 0) ^ 1, 3_000);
    expect(() => decryptCms(encrypted, [keys.rsa])).toThrow();
  });

  test.runIf(hasZlib)('compressed', () => {
    const whole = writeEntity({ 'Content-Type': 'text/plain' }, binary);
    const body = openssl('cms', '-compress', '-binary', '-outform', 'DER', '-in', file('plain', whole));
    const entity = readEntity(writeEntity({ 'Content-Type': 'application/pkcs7-mime' }, body));
    const opened = entity && openMessage(entity, { keys: [], certificates: [] });
    expect(opened && isOpened(opened) && opened.entity.body.equals(binary)).toBe(true);
  });

  test('a whole message as `smime` signs and encrypts it', () => {
    const { key, certificate } = keys.rsa;
    const signer = ['-signer', file('cert', certificate), '-inkey', file('key', key)];
    const signed = openssl('smime', '-sign', '-md', 'sha256', '-in', file('content', content), ...signer);
    const encrypted = openssl('smime', '-encrypt', '-aes256', '-in', file('signed', signed), file('cert', certificate));
    const entity = readEntity(encrypted);
    const opened = entity && openMessage(entity, { keys: [keys.rsa], certificates: [certificate] });
    expect(opened && isOpened(opened) && opened.entity.body.toString()).toBe('<a>é</a>\r\n');
  });
});

/** A certificate of OpenSSL's own, which has a subject key identifier. */
function withKeyIdentifier(): OwnKey {
  const key = file('own-key', keys.rsa.key);
  const certificate = openssl('req', '-x509', '-new', '-key', key, '-subj', '/CN=Key identifier', '-days', '2');
  return { key: keys.rsa.key, certificate: certificate.toString() };
}

describe.runIf(hasOpenssl)('what we write is read by OpenSSL:', () => {
  // OpenSSL reads S/MIME as text: it ends all lines as text does, and would hold the signature against that.
  const body = Buffer.from('{"epcisBody":"é"}\r\n');
  const payload = { contentType: 'application/json', fileName: 'events.json', body };

  test.each(['sha256', 'sha384', 'sha512'] as const)(
    'a message signed with %s, and not when it was altered',
    (hash) => {
      const { headers, body: signed } = sealMessage(payload, { compress: false, sign: { signer: keys.rsa, hash, at } });
      const verify = (bytes: Uint8Array) =>
        openssl(
          'cms',
          '-verify',
          '-no_check_time',
          '-in',
          file('message', bytes),
          '-CAfile',
          file('ca', keys.rsa.certificate),
        );
      const message = writeEntity(headers, signed);
      expect(verify(message).toString()).toContain('{"epcisBody":"é"}\r\n');
      const altered = Buffer.from(message.toString('latin1').replace('epcis', 'EPCIS'), 'latin1');
      expect(() => verify(altered)).toThrow();
    },
  );

  test.each(['aes128-cbc', 'aes192-cbc', 'aes256-cbc'] as const)('one encrypted with %s', (cipher) => {
    const encrypted = encryptCms(binary, keys.rsa.certificate, cipher);
    const args = [
      '-in',
      file('encrypted', encrypted),
      '-recip',
      file('cert', keys.rsa.certificate),
      '-inkey',
      file('key', keys.rsa.key),
    ];
    expect(openssl('cms', '-decrypt', '-binary', '-inform', 'DER', ...args).equals(binary)).toBe(true);
  });

  test.runIf(hasZlib)('one compressed', () => {
    const { body: compressed } = sealMessage(payload, { compress: true });
    const plain = openssl('cms', '-uncompress', '-binary', '-inform', 'DER', '-in', file('compressed', compressed));
    expect(plain.subarray(-body.length).equals(body)).toBe(true);
  });

  test('a certificate of our own, with what S/MIME asks of one', () => {
    const text = execFileSync('openssl', [
      'x509',
      '-noout',
      '-text',
      '-in',
      file('cert', keys.rsa.certificate),
    ]).toString();
    for (const told of [
      'CN = Acme AS2',
      '3072 bit',
      'CA:FALSE',
      'Digital Signature, Key Encipherment',
      'E-mail Protection',
    ])
      expect(text).toContain(told);
    expect(
      execFileSync('openssl', [
        'verify',
        '-purpose',
        'smimesign',
        '-no_check_time',
        '-CAfile',
        join(folder, 'cert'),
        join(folder, 'cert'),
      ]).toString(),
    ).toContain('OK');
  });
});
