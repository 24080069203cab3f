import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { signingCertificate } from '../../../test/kit/signing-certificate.ts';
import { judgeCredential } from './judge-credential.ts';

const today = new Date('2026-03-01T10:00:00Z');
const openSsh = (cipher: string) => {
  const head = Buffer.concat([
    Buffer.from('openssh-key-v1\0\0\0\0'),
    Buffer.from([cipher.length]),
    Buffer.from(cipher),
  ]);
  const body = Buffer.concat([head, Buffer.alloc(60)]).toString('base64');
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----\n`;
};
const places = (told: unknown) => (isRefusal(told) ? told.at : 'taken');

describe('a credential that is set', () => {
  test('shows whom it names, and nothing that lets anybody in', () => {
    const told = [
      judgeCredential({ kind: 'password', user: 'acme', password: 'geheim' }, today),
      judgeCredential({ kind: 'client', clientId: 'acme', clientSecret: 'geheim' }, today),
      judgeCredential({ kind: 'token', token: 'geheim' }, today),
      judgeCredential({ kind: 'api-key', apiKey: 'geheim' }, today),
    ];
    expect(JSON.stringify(told)).not.toContain('geheim');
    expect(told[0]).toEqual({ shown: 'acme ••••••••' });
    expect(told[2]).toEqual({ shown: '••••••••' });
  });

  test('is a certificate with its key, told by its fingerprint and its end', async () => {
    const pair = await signingCertificate('ec');
    expect(judgeCredential({ kind: 'certificate', ...pair }, today)).toEqual({
      shown: expect.stringMatching(/^SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      until: '2030-01-01T00:00:00.000Z',
    });
  });

  test('is refused where certificate and key do not belong together, or do not hold', async () => {
    const [one, other] = [await signingCertificate('ec'), await signingCertificate('ec')];
    const judge = (certificate: string, key: string, at = today) =>
      places(judgeCredential({ kind: 'certificate', certificate, key }, at));
    expect(judge(one.certificate, one.key)).toBe('taken');
    expect(judge(one.certificate, other.key)).toBe('/key');
    expect(judge('no PEM', one.key)).toBe('/certificate');
    expect(judge(one.certificate, 'no PEM')).toBe('/key');
    expect(judge(one.certificate, one.key, new Date('2030-01-01T00:00:01Z'))).toBe('/certificate');
    expect(judge(one.certificate, one.key, new Date('2025-12-31T00:00:00Z'))).toBe('/certificate');
  });

  test('is an SSH key without a passphrase', () => {
    const judge = (sshKey: string) => places(judgeCredential({ kind: 'ssh-key', sshKey }, today));
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = (cipher: object) => String(privateKey.export({ format: 'pem', type: 'pkcs8', ...cipher }));
    expect([judge(openSsh('none')), judge(pem({}))]).toEqual(['taken', 'taken']);
    expect(judge(openSsh('aes256-ctr'))).toBe('/sshKey');
    expect(judge(pem({ cipher: 'aes-256-cbc', passphrase: 'geheim' }))).toBe('/sshKey');
    expect(judge('ssh-ed25519 AAAA pia@acme')).toBe('/sshKey');
  });
});
