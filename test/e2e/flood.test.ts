import { resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from '../../infra/local/build.ts';
import { clientOf } from '../../infra/local/demo/client.ts';
import { acme, clients, medico, users } from '../../infra/local/demo/facts.ts';
import { type Cloud, startCloud } from '../../infra/local/start-cloud.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

const folder = temporaryFolder();
const STARTS_MS = 180_000;
let cloud: Cloud;

beforeAll(async () => {
  const assembly = await build(resolve(import.meta.dirname, '../..'));
  const parameters = (url: string) => ({
    RegulatorUrls: '{"eu":"http://127.0.0.1:9/"}',
    Outbound: 'loopback',
    SignInUrl: url,
  });
  cloud = await startCloud({ assembly, data: folder.path, port: 0, mqttPort: 0, parameters, clients, users });
}, STARTS_MS);
afterAll(async () => {
  await cloud?.close();
  folder.remove();
});

const tokenShape = v.object({ access_token: v.string() });
async function tokenOf(tenant: string): Promise<string> {
  const { clientId, clientSecret } = clientOf(cloud.url, folder.path, tenant, 'administrator');
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const asked = await fetch(`${cloud.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return v.parse(tokenShape, await asked.json()).access_token;
}

test('a tenant that floods is turned away and told when to come again, its neighbour is not', async () => {
  await cloud.invoke(String(cloud.outputs['seriate-identity']?.['AdmitTenant']), {
    tenant: acme.tenant,
    limits: { rate: 1, burst: 20 },
  });
  const [flooding, neighbour] = [await tokenOf(acme.tenant), await tokenOf(medico.tenant)];
  const ask = async (token: string) => {
    const answer = await fetch(`${cloud.url}/api/lots`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const many = (token: string, count: number) => Promise.all(Array.from({ length: count }, () => ask(token)));
  const [theirs, ours] = await Promise.all([many(flooding, 200), many(neighbour, 30)]);

  const turnedAway = theirs.filter(({ status }) => status === 429);
  expect(turnedAway.length).toBeGreaterThan(0);
  expect(theirs.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  for (const { headers, body } of turnedAway) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.get('ratelimit')).toContain('r=0');
    expect(body).toMatchObject({ type: 'urn:seriate:problem:too-many-requests', remedy: expect.any(String) });
  }
  expect(ours.map(({ status }) => status)).toEqual(ours.map(() => 200));
  expect(ours[0]?.headers.get('ratelimit-policy')).toContain('"tenant";q=500;w=5');
});
