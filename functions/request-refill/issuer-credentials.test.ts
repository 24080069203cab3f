import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSecrets } from '../../infra/local/engines/secrets.ts';
import { startSecretsServer } from '../../infra/local/engines/secrets-server.ts';
import { anyCredentials, anyRegion } from '../../test/kit/dynoxide.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { IssuerFault } from './issuer.ts';
import { issuerCredentials } from './issuer-credentials.ts';
import { omsSecret } from './oms-secret.ts';
import { clientCredentials } from './seriate-token.ts';

let data: string;
let server: Awaited<ReturnType<typeof startSecretsServer>>;
let client: SecretsManagerClient;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'issuers-'));
  server = await startSecretsServer(await openSecrets(join(data, 'secrets.json'), (name) => `arn:${name}`, data));
  client = new SecretsManagerClient({ endpoint: server.endpoint, region: anyRegion, credentials: anyCredentials });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  rmSync(data, { recursive: true });
});

/** Keeps a secret as a person would: `seriate/issuers/<tenant>/<name>`. */
function keep(tenant: string, name: string, text: string) {
  mkdirSync(join(data, 'issuers', tenant), { recursive: true });
  writeFileSync(join(data, 'issuers', tenant, `${name}.json`), text);
}
const held = { clientId: 'acme-at-issuer', clientSecret: 'a secret: of 100 %', origin: 'https://l4.example' };
const credentials = (tenant: string, name: string) =>
  issuerCredentials(client, clientCredentials, 'clientId, clientSecret and origin')(tenant, name);

test('a tenant’s secret for an issuer holds what it signs in there with, and a new one counts at once', async () => {
  keep('acme', 'their-l4', JSON.stringify(held));
  expect(await credentials('acme', 'their-l4')).toEqual(held);
  keep('acme', 'their-l4', JSON.stringify({ ...held, clientSecret: 'another' }));
  expect(await credentials('acme', 'their-l4')).toEqual({ ...held, clientSecret: 'another' });
});

test('a tenant has no part in the secrets of others, whatever name it gives', async () => {
  keep('medico', 'theirs', JSON.stringify(held));
  await expect(credentials('acme', 'theirs')).rejects.toThrow('there is no secret seriate/issuers/acme/theirs');
  for (const name of ['../medico/theirs', 'medico/theirs', '/seriate/issuers/medico/theirs', '..', ''])
    await expect(credentials('acme', name)).rejects.toThrow();
});

test.each([
  ['no JSON', 'acme-at-issuer:hush'],
  ['no client secret', JSON.stringify({ ...held, clientSecret: undefined, password: 'hush' })],
  ['an empty client id', JSON.stringify({ ...held, clientId: '', clientSecret: 'hush' })],
])('a secret with %s names itself and tells nothing of what it holds', async (_, text) => {
  keep('acme', 'broken', text);
  const error = await credentials('acme', 'broken').catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('seriate/issuers/acme/broken is not JSON with clientId, clientSecret');
  expect(String(error)).not.toContain('hush');
});

test.each([
  ['a key that is no PEM', { key: 'hush' }, ': key must be a private key in PEM'],
  ['a certificate that is none', { certificate: 'hush' }, ': certificate must be a certificate in PEM'],
  ['no token', { clientToken: undefined }, ': clientToken is missing or empty'],
])('a secret for an order station with %s names the member, before anything is sent', async (_, change, told) => {
  const own = { clientToken: 'hush', origin: 'https://oms.example', ...(await signingCertificate('ec')) };
  keep('acme', 'station', JSON.stringify(own));
  const ask = () => issuerCredentials(client, omsSecret, 'clientToken, origin, key and certificate')('acme', 'station');
  expect(await ask()).toEqual(own);
  keep('acme', 'station', JSON.stringify({ ...own, ...change }));
  const error = await ask().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(IssuerFault);
  expect(String(error)).toContain(told);
  expect(String(error)).not.toContain('hush');
});
