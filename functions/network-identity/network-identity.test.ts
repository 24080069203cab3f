import { X509Certificate } from 'node:crypto';
import ssh2 from 'ssh2';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toldAs2Identity, toldNetworkIdentity } from '#shared/messages/network-identity-api.ts';
import { type As2World, startAs2World } from '../../test/kit/as2-world.ts';
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
