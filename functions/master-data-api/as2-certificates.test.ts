import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { approved } from '../../test/kit/approved.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { masterWorld } from '../../test/kit/master-world.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

test('certificates for AS2 that could not be used are refused when the partner is handed in, with their place', async () => {
  const { ask, begin } = masterWorld(engine, 'acme');
  await begin();
  const [{ certificate: rsa }, { certificate: curve }] = await Promise.all([
    signingCertificate('rsa'),
    signingCertificate('ec'),
  ]);
  const spoilt = '-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----\n';
  let n = 0;
  const submitted = async (certificates: string[], more: object = {}) => {
    const path = { partner: `bert-${++n}` };
    const as2 = { id: 'BERT', certificates, ...more };
    const party = 'urn:epc:id:pgln:9521999.00001';
    const body = { name: 'Bert', party, channel: 'as2', url: 'https://bert.example/as2', as2 };
    expect((await ask('PUT /api/partners/{partner}', { path, body })).body).toMatchObject({ version: 1 });
    return ask('POST /api/partners/{partner}/submit', { path, body: {} });
  };
  expect(await submitted([rsa, spoilt])).toMatchObject({ status: 400, body: { at: '/as2/certificates/1' } });
  expect(await submitted([curve])).toMatchObject({
    status: 400,
    body: { at: '/as2/certificates/0', detail: expect.stringContaining('its key is ec') },
  });
  // It may sign, and be first where nothing is encrypted.
  expect(await submitted([curve], { encrypt: 'none' })).toMatchObject({ status: 200 });
  expect(await submitted([rsa, curve])).toMatchObject({ status: 200 });
});

test('an AS2 name that another partner in force has, or that is no name of ours, is refused with its place', async () => {
  const { ask, begin } = masterWorld(engine, 'names');
  await begin();
  const { certificate } = await signingCertificate('rsa');
  const party = 'urn:epc:id:pgln:9521999.00001';
  const reachedAs = (as2: object) => ({
    ...{ name: 'Bert', party, channel: 'as2', url: 'https://bert.example/as2' },
    as2: { certificates: [certificate], ...as2 },
  });
  const put = (partner: string, as2: object) =>
    ask('PUT /api/partners/{partner}', { path: { partner }, body: reachedAs(as2) });
  // Drafted before the other was there, it is looked at again when it is approved.
  expect(await put('early', { id: 'BERT' })).toMatchObject({ status: 201 });
  const early = { path: { partner: 'early' } };
  expect(await ask('POST /api/partners/{partner}/submit', { ...early, body: {} })).toMatchObject({ status: 200 });
  await approved(engine.db, 'names', 'partner', 'bert', reachedAs({ id: 'BERT' }));
  const approval = { ...early, body: { version: 1, revision: 2 }, by: 'bob' };
  const taken = { status: 409, body: { at: '/as2/id', remedy: expect.stringMatching(/name/) } };
  expect(await ask('POST /api/partners/{partner}/approve', approval)).toMatchObject(taken);
  expect(await put('other', { id: 'BERT' })).toMatchObject(taken);
  expect(await put('bert', { id: 'BERT', mdn: 'async' })).toMatchObject({ status: 201 });
  const foreign = { status: 409, body: { at: '/as2/ownId' } };
  expect(await put('other', { id: 'OTHER', ownId: 'THEIRS' })).toMatchObject(foreign);
  const at = '2026-03-01T09:00:00.000Z';
  const entry = { at, by: 'ada', home: 'names', act: 'network-identity-made', subject: 'network-identity 1' };
  await networkIdentities(engine.db, tables.registry).add(
    'names',
    { generation: 1, as2Id: 'OURS', certificate, sealedKey: '', signsFrom: at, createdAt: at, createdBy: 'ada' },
    auditPut(tables.registry, 'names', entry),
  );
  expect(await put('other', { id: 'OTHER', ownId: 'OURS' })).toMatchObject({ status: 201 });
});

test('a version that names a key for SFTP that is not there, or has ended, is not approved', async () => {
  const { ask, begin } = masterWorld(engine, 'keys');
  await begin();
  const approval = async (partner: string, keyGeneration: number) => {
    const path = { partner };
    const sftp = { user: 'acme', hostKeys: [`SHA256:${'A'.repeat(43)}`], keyGeneration };
    const party = 'urn:epc:id:pgln:9521999.00001';
    const body = { name: 'Bert', party, channel: 'sftp', url: 'sftp://bert.example', sftp };
    await ask('PUT /api/partners/{partner}', { path, body });
    await ask('POST /api/partners/{partner}/submit', { path, body: {} });
    return ask('POST /api/partners/{partner}/approve', { path, body: { version: 1, revision: 2 }, by: 'bob' });
  };
  const at = '2026-03-01T09:00:00.000Z';
  const entry = (act: string) => auditPut(tables.registry, 'keys', { at, by: 'ada', home: 'keys', act, subject: act });
  const keys = sshKeys(engine.db, tables.registry);
  await keys.add('keys', { generation: 2, publicKey: 'ssh-ed25519 AAAA', createdAt: at }, entry('made-2'));
  expect(await approval('first', 1)).toMatchObject({ status: 200 });
  expect(await approval('second', 2)).toMatchObject({ status: 200 });
  const refused = { status: 409, body: { at: '/sftp/keyGeneration', remedy: expect.stringContaining('identity') } };
  expect(await approval('third', 3)).toMatchObject(refused);
  const namings = await keys.namings('keys', 1);
  await keys.end('keys', { generation: 1, endedAt: at }, { namings, left: 2 }, entry('ended-1'));
  expect(await approval('late', 1)).toMatchObject(refused);
});
