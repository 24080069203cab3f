import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
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
