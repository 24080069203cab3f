import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSecrets } from '../../infra/local/engines/secrets.ts';
import { startSecretsServer } from '../../infra/local/engines/secrets-server.ts';
import { anyCredentials, anyRegion } from '../../test/kit/dynoxide.ts';
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
const credentials = (tenant: string, name: string) => regulatorCredentials(client)(tenant, name);

test('a tenant’s secret for a regulator says where it may be sent, and what proves who sends', async () => {
  const held = { origins: ['https://hub.example'], token: 'hush' };
  keep('acme', 'production', held);
  expect(await credentials('acme', 'production')).toEqual(held);
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
