import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSshKey } from '#common/own-ssh-keys.ts';
import { auditPut } from '#common/store/audit.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { root, type StartedSftpPartner, startSftpPartner } from '../../../test/kit/sftp-partner.ts';

let engine: Awaited<ReturnType<typeof startDynoxide>>;
let partner: StartedSftpPartner;
beforeAll(async () => {
  [engine, partner] = await Promise.all([startDynoxide(), startSftpPartner('acme-keys')]);
});
afterAll(async () => {
  await partner.stop();
  await engine.stop();
});

const at = '2026-03-01T10:00:00.000Z';
const audit = (act: string) =>
  auditPut(tables.registry, 'acme-keys', { at, by: 'pia', home: 'acme-keys', act, subject: 'network-ssh-key 2' });
const soon = () => AbortSignal.timeout(10_000);

test('a partner’s server is shown the key that its version names, otherwise the earliest that has not ended', async () => {
  const keys = sshKeys(engine.db, tables.registry);
  const next = newSshKey(await root(), 'acme-keys', 2, at);
  await keys.add('acme-keys', next, audit('network-ssh-key-made'));
  const tried = async (keyGeneration?: number) => {
    const change = keyGeneration === undefined ? {} : { keyGeneration };
    const { reached, steps } = await partner.channel(change, { sshKeys: keys }).probe(soon());
    return reached || steps.at(-1);
  };
  // The server knows the first alone.
  expect(await tried()).toBe(true);
  expect(await tried(2)).toMatchObject({ step: 'login', ok: false });
  partner.sandbox.trust(next.publicKey ?? '');
  expect(await tried(2)).toBe(true);
  await keys.end('acme-keys', { generation: 1, endedAt: at }, { namings: 0, left: 2 }, audit('network-ssh-key-ended'));
  expect(await tried(1)).toMatchObject({
    step: 'login',
    detail: expect.stringContaining('has ended'),
    remedy: expect.stringContaining('sftp.keyGeneration'),
  });
  expect(await tried()).toBe(true);
  expect(await tried(3)).toMatchObject({ detail: expect.stringContaining('does not exist') });
});

test('a key whose row is copied to another tenant or generation opens for nobody', async () => {
  const stolen = newSshKey(await root(), 'somebody-else', 2, at);
  const lying = { list: async () => [stolen] };
  await expect(partner.channel({ keyGeneration: 2 }, { sshKeys: lying }).probe(soon())).rejects.toThrow(
    'does not open',
  );
});
