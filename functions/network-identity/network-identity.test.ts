import { X509Certificate } from 'node:crypto';
import ssh2 from 'ssh2';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import { toldAs2Identity, toldNetworkIdentity, toldSshKey } from '#shared/messages/network-identity-api.ts';
import { approved } from '../../test/kit/approved.ts';
import { type As2World, startAs2World } from '../../test/kit/as2-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';

let world: As2World;
beforeAll(async () => {
  world = await startAs2World();
});
afterAll(() => world.stop());

let n = 0;
const tenantWithout = async () => {
  const tenant = `firm-${++n}`;
  await giveTenant(world.world.table.db, tenant);
  return tenant;
};
const shown = async (tenant: string) => v.parse(toldNetworkIdentity, (await world.show(tenant)).body);
const made = async (tenant: string, body: object) => v.parse(toldAs2Identity, (await world.make(tenant, body)).body);

test('partners are given the address, the certificate with its fingerprint, and a public SSH key', async () => {
  const tenant = await tenantWithout();
  await made(tenant, { as2Id: 'Firm One' });
  const { as2Url, as2, ssh } = await shown(tenant);
  expect(as2Url).toBe('https://api.example/as2');
  const certificate = new X509Certificate(as2[0]?.certificate ?? '');
  expect(as2).toMatchObject([{ generation: 1, as2Id: 'Firm One', sha256: certificate.fingerprint256, signs: true }]);
  expect(certificate.subject).toBe('CN=Firm One');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(ssh2.utils.parseKey(ssh.publicKey)).not.toBeInstanceOf(Error);
  expect(JSON.stringify(await world.show(tenant))).not.toMatch(/PRIVATE|sealed/i);
});

test('the next key signs when its time has come, and not before', async () => {
  const tenant = await tenantWithout();
  await made(tenant, { as2Id: 'Firm Two' });
  const later = new Date(world.needs.now().getTime() + 86_400_000).toISOString();
  await made(tenant, { as2Id: 'Firm Two', signsFrom: later });
  const signs = async () => (await shown(tenant)).as2.map(({ generation, signs: one }) => one && generation);
  expect(await signs()).toEqual([false, 1]);
  expect((await world.needs.identityOf(tenant, world.needs.now()))?.keys).toHaveLength(2);
  world.world.forward(86_400_000);
  expect(await signs()).toEqual([2, false]);
});

test('the key that signs is not ended, an earlier one is, once', async () => {
  const tenant = await tenantWithout();
  await made(tenant, { as2Id: 'Firm Three' });
  expect((await world.end(tenant, 1)).status).toBe(409);
  await made(tenant, { as2Id: 'Firm Three' });
  expect((await world.end(tenant, 1)).status).toBe(204);
  expect((await world.end(tenant, 1)).status).toBe(409);
  expect((await world.end(tenant, 7)).status).toBe(404);
  expect((await world.needs.identityOf(tenant, world.needs.now()))?.keys).toHaveLength(1);
});

test('an AS2 name is one tenant’s, even when two want it at once, and earlier names still lead to it', async () => {
  const [one, two] = [await tenantWithout(), await tenantWithout()];
  const both = await Promise.all([one, two].map((tenant) => world.make(tenant, { as2Id: 'WANTED' })));
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const winner = both[0]?.status === 201 ? one : two;
  const loser = winner === one ? two : one;
  expect(await world.make(loser, { as2Id: 'WANTED' })).toMatchObject({ status: 409, body: { at: '/as2Id' } });
  await made(winner, { as2Id: 'RENAMED' });
  expect(await world.needs.identities.ownerOf('WANTED')).toBe(winner);
});

test('a name whose last key has ended is given back, and another tenant may take it', async () => {
  const [one, two] = [await tenantWithout(), await tenantWithout()];
  await made(one, { as2Id: 'TYPO' });
  await made(one, { as2Id: 'TYPO' });
  await made(one, { as2Id: 'RIGHT' });
  expect((await world.end(one, 1)).status).toBe(204);
  expect(await world.make(two, { as2Id: 'TYPO' })).toMatchObject({ status: 409 });
  expect((await world.end(one, 2)).status).toBe(204);
  expect(await world.needs.identities.ownerOf('TYPO')).toBeUndefined();
  await made(two, { as2Id: 'TYPO' });
  expect(await world.make(one, { as2Id: 'TYPO' })).toMatchObject({ status: 409, body: { at: '/as2Id' } });
  expect(await world.needs.identities.ownerOf('TYPO')).toBe(two);
});

test('a name that a partner in force is written to in is not given back', async () => {
  const tenant = await tenantWithout();
  await made(tenant, { as2Id: 'TOWARDS-BERT' });
  await made(tenant, { as2Id: 'USUAL' });
  const { certificate } = await made(tenant, { as2Id: 'USUAL' });
  const as2 = { id: 'BERT', ownId: 'TOWARDS-BERT', certificates: [certificate] };
  const partner = { name: 'Bert', party: 'urn:epc:id:pgln:9521999.00001', channel: 'as2', url: 'https://bert.example' };
  await approved(world.world.table.db, tenant, 'partner', 'bert', { ...partner, as2 });
  expect(await world.end(tenant, 1)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/bert/) } });
  expect((await world.end(tenant, 2)).status).toBe(204);
});

test('a name of which two keys end at once is given back, and one that is taken anew meanwhile is kept', async () => {
  const tenant = await tenantWithout();
  await made(tenant, { as2Id: 'BOTH' });
  await made(tenant, { as2Id: 'BOTH' });
  await made(tenant, { as2Id: 'AFTER' });
  const both = await Promise.all([world.end(tenant, 1), world.end(tenant, 2)]);
  expect(both.map(({ status }) => status)).toEqual([204, 204]);
  expect(await world.needs.identities.ownerOf('BOTH')).toBeUndefined();
  const racer = await tenantWithout();
  await made(racer, { as2Id: 'RACE' });
  await made(racer, { as2Id: 'RACER' });
  await Promise.all([world.end(racer, 1), world.make(racer, { as2Id: 'RACE' })]);
  const isUsed = (await shown(racer)).as2.some(({ as2Id, endedAt }) => as2Id === 'RACE' && endedAt === undefined);
  expect(await world.needs.identities.ownerOf('RACE')).toBe(isUsed ? racer : undefined);
});

test('two who make the next key at once make one, and no more than four are in use', async () => {
  const tenant = await tenantWithout();
  const both = await Promise.all([1, 2].map(() => world.make(tenant, { as2Id: 'Firm Five' })));
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  for (let more = 0; more < 3; more++) await made(tenant, { as2Id: 'Firm Five' });
  expect((await world.make(tenant, { as2Id: 'Firm Five' })).status).toBe(409);
});

test('a name that AS2 cannot carry is refused with its place', async () => {
  const tenant = await tenantWithout();
  for (const as2Id of ['', 'a"b', 'ümlaut', 'x'.repeat(129)])
    expect(await world.make(tenant, { as2Id })).toMatchObject({ status: 400, body: { at: '/as2Id' } });
});

test('a key that was copied to another tenant opens for nobody', async () => {
  const [one, two] = [await tenantWithout(), await tenantWithout()];
  await made(one, { as2Id: 'Firm Six' });
  const { identities, identityOf, now } = world.needs;
  const [stolen] = await identities.list(one);
  const lying = { list: async () => (stolen === undefined ? [] : [stolen]) };
  await expect(world.identityFrom(lying, two)).rejects.toThrow('does not open');
  expect((await identityOf(one, now()))?.as2Id).toBe('Firm Six');
});

describe('the key for SFTP', () => {
  test('is followed by another, both are shown until the first is ended, and only then it is the usual one', async () => {
    const tenant = await tenantWithout();
    const first = (await shown(tenant)).ssh;
    expect(first.keys).toMatchObject([{ generation: 1, usual: true, publicKey: first.publicKey }]);
    const next = await world.makeSsh(tenant, 2);
    expect(next).toMatchObject({ status: 201, body: { generation: 2, usual: false } });
    expect(await world.makeSsh(tenant, 2)).toEqual({ ...next, status: 200 });
    const both = (await shown(tenant)).ssh;
    expect(both.publicKey).toBe(first.publicKey);
    expect(both.keys.map(({ generation, endedAt }) => [generation, endedAt])).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
    expect(both.keys[0]?.publicKey).not.toBe(first.publicKey);
    expect(JSON.stringify(both)).not.toMatch(/PRIVATE|sealed/i);
    expect((await world.endSsh(tenant, 1)).status).toBe(204);
    const after = (await shown(tenant)).ssh;
    expect([after.publicKey, after.fingerprint]).toEqual([both.keys[0]?.publicKey, both.keys[0]?.fingerprint]);
    expect(after.keys).toMatchObject([{ usual: true }, { usual: false, endedAt: expect.any(String) }]);
  });

  test('is made in turn, and four are in use at most; two who make the next at once make one', async () => {
    const tenant = await tenantWithout();
    expect(await world.makeSsh(tenant, 3)).toMatchObject({
      status: 404,
      body: { remedy: expect.stringMatching(/ssh\/2/) },
    });
    const both = await Promise.all([1, 2].map(() => world.makeSsh(tenant, 2)));
    expect(both[0]?.body).toMatchObject({ publicKey: v.parse(toldSshKey, both[1]?.body).publicKey });
    for (const generation of [3, 4]) expect((await world.makeSsh(tenant, generation)).status).toBe(201);
    expect(await world.makeSsh(tenant, 5)).toMatchObject({
      status: 409,
      body: { remedy: expect.stringMatching(/DELETE/) },
    });
  });

  test('is not ended while it is the only one, or a partner in force is shown it by its version; and once', async () => {
    const tenant = await tenantWithout();
    expect(await world.endSsh(tenant, 1)).toMatchObject({
      status: 409,
      body: { remedy: expect.stringMatching(/PUT/) },
    });
    expect((await world.endSsh(tenant, 9)).status).toBe(404);
    await world.makeSsh(tenant, 2);
    const hostKeys = [`SHA256:${'A'.repeat(43)}`];
    const sftp = { user: 'acme', hostKeys, keyGeneration: 1 };
    const partner = {
      name: 'Bert',
      party: 'urn:epc:id:pgln:9521999.00001',
      channel: 'sftp',
      url: 'sftp://bert.example',
    };
    await approved(world.world.table.db, tenant, 'partner', 'bert', { ...partner, sftp });
    expect(await world.endSsh(tenant, 1)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/bert/) },
    });
    expect((await world.endSsh(tenant, 2)).status).toBe(204);
    expect((await world.endSsh(tenant, 2)).status).toBe(409);
    // Its number is not used again.
    expect((await world.makeSsh(tenant, 3)).status).toBe(201);
  });

  const sftpPartner = (sftp: object) => ({
    ...{ name: 'Bert', party: 'urn:epc:id:pgln:9521999.00001', channel: 'sftp', url: 'sftp://bert.example' },
    sftp: { user: 'acme', hostKeys: [`SHA256:${'A'.repeat(43)}`], ...sftp },
  });
  const inForce = (tenant: string, id: string, sftp: object) =>
    approved(world.world.table.db, tenant, 'partner', id, sftpPartner(sftp));

  test('of two who end the last two at once one is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const tenant = await tenantWithout();
      await world.makeSsh(tenant, 2);
      const both = await Promise.all([1, 2].map((generation) => world.endSsh(tenant, generation)));
      expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect((await shown(tenant)).ssh.keys.filter(({ endedAt }) => endedAt === undefined)).toHaveLength(1);
    }
  });

  test('is not ended while partners are shown it that name none: each is moved by itself', async () => {
    const tenant = await tenantWithout();
    await world.makeSsh(tenant, 2);
    await inForce(tenant, 'bert', {});
    await inForce(tenant, 'by-password', { auth: 'password' });
    expect(await world.endSsh(tenant, 1)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/^1 partners.*: bert$/), remedy: expect.stringContaining('keyGeneration') },
    });
    await inForce(tenant, 'bert', { keyGeneration: 2 });
    expect((await world.endSsh(tenant, 1)).status).toBe(204);
  });

  test('is not ended where a version that names it was approved while partners were looked at', async () => {
    const tenant = await tenantWithout();
    await world.makeSsh(tenant, 2);
    const { sshKeys } = world.needs;
    const namings = await sshKeys.namings(tenant, 1);
    await inForce(tenant, 'bert', { keyGeneration: 1 });
    const audit = auditPut(tables.registry, tenant, {
      ...{ at: '2026-03-01T10:00:00.000Z', by: 'ada', home: tenant, act: 'network-ssh-key-ended', subject: 'key 1' },
    });
    const key = { generation: 1, endedAt: '2026-03-01T10:00:00.000Z' };
    expect(await sshKeys.end(tenant, key, { namings, left: 2 }, audit)).toBe('lost');
    const now = await sshKeys.namings(tenant, 1);
    expect(await sshKeys.end(tenant, key, { namings: now, left: 2 }, audit)).toBe('stored');
  });

  test('that has ended is named by no version that is approved afterwards', async () => {
    const tenant = await tenantWithout();
    await world.makeSsh(tenant, 2);
    expect((await world.endSsh(tenant, 1)).status).toBe(204);
    await expect(inForce(tenant, 'bert', { keyGeneration: 1 })).rejects.toThrow();
    await expect(inForce(tenant, 'bert', { keyGeneration: 7 })).rejects.toThrow();
    expect((await shown(tenant)).ssh.keys.map(({ generation }) => generation)).toEqual([2, 1]);
  });
});
