import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#shared/regimes/regime.ts';
import { openSecrets } from '../../../infra/local/engines/secrets.ts';
import { startSecretsServer } from '../../../infra/local/engines/secrets-server.ts';
import { anyCredentials, anyRegion } from '../../../test/kit/dynoxide.ts';
import { signingCertificate } from '../../../test/kit/signing-certificate.ts';
import { regulatorCredentials } from './regulator-credentials.ts';

let data: string;
let server: Awaited<ReturnType<typeof startSecretsServer>>;
let client: SecretsManagerClient;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'regulators-'));
  server = await startSecretsServer(await openSecrets(join(data, 'secrets.json'), (name) => `arn:${name}`, data));
  client = new SecretsManagerClient({ endpoint: server.endpoint, region: anyRegion, credentials: anyCredentials });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  rmSync(data, { recursive: true });
});

/** Keeps a secret as a person would on one machine. */
function keep(tenant: string, name: string, held: object) {
  mkdirSync(join(data, 'regulators', tenant), { recursive: true });
  writeFileSync(join(data, 'regulators', tenant, `${name}.json`), JSON.stringify(held));
}
const credentials = (tenant: string, name: string, access: Access = 'static') =>
  regulatorCredentials(client)(tenant, name, access);

test('a tenant’s secret for a regulator says where it may be sent, and what proves who sends', async () => {
  const held = { origins: ['https://hub.example'], token: 'hush' };
  keep('acme', 'production', held);
  expect(await credentials('acme', 'production')).toEqual({ ...held, access: 'static' });
  await expect(credentials('medico', 'production')).rejects.toThrow('does not exist');
});

test.each([
  [{ token: 'hush' }, 'is not JSON with origins'],
  [{ origins: [], token: 'hush' }, 'is not JSON with origins'],
  [{ origins: ['https://hub.example'], certificate: 'hush', key: 'hush' }, 'no PEM'],
])('a secret that cannot be used says so, and tells nothing of what it holds', async (held, why) => {
  keep('acme', 'broken', held);
  const error = await credentials('acme', 'broken').catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(why);
  expect(String(error)).not.toContain('hush');
});

const origins = ['https://hub.example'];

test.each([
  ['basic', { username: 'u', password: 'p' }, {}],
  ['its-token', { username: 'u', password: 'p' }, {}],
  ['client-credentials', { tokenUrl: 'https://hub.example/token', clientId: 'c', clientSecret: 's' }, {}],
  ['top-signature', { appKey: 'k', appSecret: 's' }, { signMethod: 'hmac' }],
] as const)('a secret for %s holds what that takes, and says what is missing', async (access, members, usual) => {
  keep('acme', access, { origins, ...members });
  expect(await credentials('acme', access, access)).toEqual({ access, origins, ...members, ...usual });
  keep('acme', access, { origins });
  await expect(credentials('acme', access, access)).rejects.toThrow(
    `is not JSON with origins, ${Object.keys(members).join(', ')}`,
  );
});

test('a secret that signs holds a key and the certificate of that key', async () => {
  const [own, other] = [await signingCertificate('rsa'), await signingCertificate('ec')];
  const client = { origins, clientId: 'c', clientSecret: 's', userId: 'u' };
  keep('acme', 'mdlp', { ...client, signature: own });
  expect(await credentials('acme', 'mdlp', 'mdlp-token')).toMatchObject({ signature: { form: 'cms', ...own } });
  for (const signature of [undefined, { key: own.key }, { form: 'gost', ...own }]) {
    keep('acme', 'mdlp', { ...client, signature });
    await expect(credentials('acme', 'mdlp', 'mdlp-token')).rejects.toThrow(
      'clientId, clientSecret, userId, signature',
    );
  }
  keep('acme', 'mdlp', { ...client, signature: { ...own, key: other.key } });
  await expect(credentials('acme', 'mdlp', 'mdlp-token')).rejects.toThrow('not the certificate’s');
});
