import { afterAll, beforeAll, expect, test } from 'vitest';
import { approved } from '../kit/approved.ts';
import { giveTenant } from '../kit/give-tenant.ts';
import { onboard } from '../kit/onboard.ts';
import { type OnboardingWorld, startOnboardingWorld } from '../kit/onboarding-world.ts';
import { signingCertificate } from '../kit/signing-certificate.ts';

let world: OnboardingWorld;
beforeAll(async () => {
  world = await startOnboardingWorld();
}, 60_000);
afterAll(() => world.stop());

test('a partner cannot say that it is called by AS2 as another partner is, nor learns which', async () => {
  const tenant = world.newTenant();
  await giveTenant(world.db, tenant);
  const { certificate } = await signingCertificate('rsa');
  const channel = (as2: object) => ({
    channel: 'as2',
    url: 'https://medico.example/as2',
    as2: { certificates: [certificate], ...as2 },
  });
  const rival = { name: 'Rival', party: 'urn:epc:id:pgln:9521888.00001', ...channel({ id: 'RIVAL' }) };
  await approved(world.db, tenant, 'partner', 'rival', rival);
  const partner = await onboard(world, tenant).toTests();
  const taken = await partner('PUT /partner/channel', channel({ id: 'RIVAL' }));
  expect(taken).toMatchObject({ status: 409, body: { at: '/as2/id', remedy: expect.stringMatching(/invited you/) } });
  expect(JSON.stringify(taken.body)).not.toMatch(/rival/);
  expect(await partner('PUT /partner/channel', channel({ id: 'MEDICO', ownId: 'NOBODY' }))).toMatchObject({
    status: 409,
    body: { at: '/as2/ownId', remedy: expect.stringMatching(/GET \/partner\/ours/) },
  });
  expect(await partner('PUT /partner/channel', channel({ id: 'MEDICO' }))).toMatchObject({ status: 200 });
});
