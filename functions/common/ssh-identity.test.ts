import { sign, verify } from 'node:crypto';
import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { sshIdentity } from './ssh-identity.ts';

const root = new TextEncoder().encode('a root secret of a test, thirty-two or more');

test('an SSH library signs with the private key what the public line verifies', () => {
  const { privateKey, publicKey } = sshIdentity(root, 'acme-pharma');
  const own = ssh2.utils.parseKey(privateKey);
  const shown = ssh2.utils.parseKey(publicKey);
  if (own instanceof Error || shown instanceof Error) throw new Error('unreadable');
  const signed = own.sign('challenge');
  expect(shown.verify('challenge', signed)).toBe(true);
  expect(shown.verify('another', signed)).toBe(false);
  expect(verify(null, Buffer.from('challenge'), shown.getPublicPEM(), signed)).toBe(true);
  expect(sign(null, Buffer.from('challenge'), own.getPrivatePEM())).toEqual(signed);
});

test('a tenant has the same key wherever it is derived, and no other tenant has it', () => {
  expect(sshIdentity(root, 'acme-pharma')).toEqual(sshIdentity(root, 'acme-pharma'));
  expect(sshIdentity(root, 'medico').publicKey).not.toBe(sshIdentity(root, 'acme-pharma').publicKey);
});

test('the fingerprint is the one that OpenSSH prints', () => {
  const { publicKey, fingerprint } = sshIdentity(root, 'packright');
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  expect(fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(blob.subarray(4, 15).toString()).toBe('ssh-ed25519');
});
