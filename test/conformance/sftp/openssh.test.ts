import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partnerServer } from '#common/sftp/partner-server.ts';
import { putFile } from '#common/sftp/put-file.ts';
import { sftpChannel } from '#common/sftp/sftp-channel.ts';
import { sshIdentity } from '#common/ssh-identity.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { look } from '../../../functions/fetch-sftp/look.ts';
import { banner, leftOut } from '../../../infra/constructs/left-out.ts';
import { packagesInstead } from '../../../infra/constructs/slim-clients.ts';
import { startWorld, type World } from '../../kit/delivery-world.ts';
import { root } from '../../kit/sftp-partner.ts';
import { type SftpWorld, startSftpWorld } from '../../kit/sftp-world.ts';
import { findSshd, type Sshd, startSshd } from '../../kit/sshd.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';

/** A program that writes a file there, by nothing but what is bundled with it. */
const bundled = (target: string) => `
import { sftpGuard } from '#common/send/outbound.ts';
import { openSession } from './session.ts';
const session = await openSession(sftpGuard('loopback'), ${target}, AbortSignal.timeout(20_000));
await session.write('out/bundled', Buffer.from('whole'));
session.close();
`;

const sshd = findSshd();
const why =
  sshd === undefined ? ' (not run: no sshd on PATH or in /usr/sbin; Debian: apt-get install openssh-server)' : '';

describe.skipIf(sshd === undefined)(`OpenSSH’s own server${why}`, () => {
  let world: World;
  let house: SftpWorld;
  let server: Sshd;
  beforeAll(async () => {
    world = await startWorld();
    house = await startSftpWorld(world);
    server = await startSshd(sshd ?? '', [sshIdentity(await root(), house.tenant).publicKey]);
  });
  afterAll(async () => {
    await server.stop();
    await house.stop();
    await world.stop();
  });

  const settings = (change: Partial<SftpSettings> = {}): SftpSettings => ({
    user: server.user,
    hostKeys: server.fingerprints.slice(0, 1),
    auth: 'key',
    out: 'out',
    in: 'in',
    results: 'results',
    ...change,
  });
  const openAs = (tenant: string, change: Partial<SftpSettings> = {}) =>
    partnerServer(house.needs, tenant, { partner: 'medico', url: server.url, sftp: settings(change) });
  const channel = (change: Partial<SftpSettings> = {}, tenant = house.tenant) =>
    sftpChannel(openAs(tenant, change), settings(change));
  const soon = () => AbortSignal.timeout(20_000);
  const named = (fileName: string, body: Buffer) => ({ id: fileName, fileName, contentType: '', headers: {}, body });
  const names = (folder: string) => readdirSync(join(server.root, folder)).sort();

  test('takes a file of some megabytes, to the byte, and leaves nothing beside it', async () => {
    const body = randomBytes(3_000_001);
    expect((await channel().send(named('big.xml', body), soon())).verdict).toEqual({ verdict: 'acknowledged' });
    expect(readFileSync(join(server.root, 'out/big.xml')).equals(body)).toBe(true);
    expect(names('out')).toEqual(['big.xml']);
    expect((await channel().send(named('big.xml', body), soon())).verdict).toEqual({ verdict: 'acknowledged' });
    const other = await channel().send(named('big.xml', randomBytes(3_000_001)), soon());
    expect(other.verdict).toMatchObject({ verdict: 'rejected' });
    expect(readFileSync(join(server.root, 'out/big.xml')).equals(body)).toBe(true);
  });

  test('gives a name once, to whoever renames first', async () => {
    const [one, other] = await Promise.all([openAs(house.tenant)(soon()), openAs(house.tenant)(soon())]);
    await one.write('out/.first', Buffer.from('first'));
    await other.write('out/.second', Buffer.from('second'));
    await one.rename('out/.first', 'out/taken.txt');
    await expect(other.rename('out/.second', 'out/taken.txt')).rejects.toThrow('out/taken.txt');
    expect(await putFile(other, 'out', 'taken.txt', Buffer.from('first'))).toBe('put');
    one.close();
    other.close();
    expect(readFileSync(join(server.root, 'out/taken.txt'), 'utf8')).toBe('first');
  });

  test('gives files, which are kept and moved to a folder that is made for them', async () => {
    const body = randomBytes(200_000);
    writeFileSync(join(server.root, 'in/shipment.xml'), body);
    writeFileSync(join(server.root, 'in/unfinished.part'), body);
    const inbox = { tenant: house.tenant, partner: 'medico', folders: { ...settings(), in: 'in' } };
    const first = await look(house.needs, openAs(house.tenant), inbox, {}, soon());
    expect(first).toMatchObject({ taken: 0, more: true });
    world.forward(60_000);
    const second = await look(house.needs, openAs(house.tenant), inbox, first.seen, soon());
    expect(second).toMatchObject({ taken: 1, more: false, failure: undefined });
    const [document] = await house.documents();
    expect(Buffer.from((await house.evidence.get(document?.key ?? '')) ?? []).equals(body)).toBe(true);
    expect(names('in')).toEqual(['archive', 'unfinished.part']);
    expect(names('in/archive')).toEqual([`${document?.documentId}-shipment.xml`]);
  });

  test.each([
    ['ed25519', 0],
    ['ecdsa', 1],
    ['rsa', 2],
  ])('is known by its %s key alone, as ssh-keygen prints it', async (_, n) => {
    const hostKeys = server.fingerprints.slice(n, n + 1);
    expect(await channel({ hostKeys }).probe(soon())).toMatchObject({ reached: true });
  });

  test('is reached by a bundle as they are deployed, which has no native part', async () => {
    const folder = temporaryFolder();
    const outfile = join(folder.path, 'bundle.mjs');
    const { fingerprints, user, url } = server;
    const login = { user, hostKeys: fingerprints, proof: sshIdentity(await root(), house.tenant) };
    await build({
      stdin: { contents: bundled(JSON.stringify({ url, login })), resolveDir: resolve('functions/common/sftp') },
      ...{ outfile, bundle: true, minify: true, platform: 'node', format: 'esm', target: 'node24' },
      ...{ mainFields: ['module', 'main'], alias: packagesInstead(resolve('.')), external: leftOut, banner },
    });
    await promisify(execFile)(process.execPath, [outfile]);
    folder.remove();
    expect(readFileSync(join(server.root, 'out/bundled'), 'utf8')).toBe('whole');
  });

  test('with a host key that is not pinned gets nothing', async () => {
    const hostKeys = [`SHA256:${'A'.repeat(43)}`];
    const { verdict } = await channel({ hostKeys }).send(named('secret.xml', Buffer.from('x')), soon());
    const reason = `host key ${server.fingerprints[0]} is not among those pinned`;
    expect(verdict).toEqual({ verdict: 'retry', failure: 'transient', reason });
    expect(names('out')).not.toContain('secret.xml');
  });

  test('lets in no other tenant', async () => {
    const { verdict } = await channel({}, 'somebody-else').send(named('other.xml', Buffer.from('x')), soon());
    expect(verdict).toMatchObject({ failure: 'transient', reason: expect.stringContaining('the login of') });
    expect(names('out')).not.toContain('other.xml');
  });

  test('without the folder says so, and the folder is named', async () => {
    const { verdict } = await channel({ out: 'nowhere' }).send(named('a.xml', Buffer.from('x')), soon());
    expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('no folder nowhere') });
    const probed = await channel({ out: 'nowhere' }).probe(soon());
    expect(probed.steps.filter(({ ok }) => !ok)).toMatchObject([{ step: 'out' }]);
  });
});
