import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixtureApi, fixtureFunction, writeAssembly } from '../../test/kit/assembly.ts';
import { startCloud } from './start-cloud.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cloud-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const wanted = { clients: [{ tenant: 'acme', role: 'administrator' }], users: [] };

test('a client of the file gets a token, and with it what the template guards; a site gets its certificate', async () => {
  const pool = { Ref: 'Pool' };
  const authorizer = { Audience: [{ Ref: 'Client' }], Issuer: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } };
  const stack = {
    Resources: {
      ...fixtureApi({ 'GET /who': 'Who' }, { authorizer, scopes: { 'GET /who': [] } }),
      Who: fixtureFunction('Who'),
      Pool: { Type: 'AWS::Cognito::UserPool' },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: pool } },
      Policy: {
        Type: 'AWS::IoT::Policy',
        Properties: {
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'iot:Connect', Resource: 'arn:aws:iot:us-east-1:000000000000:client/*' },
            ],
          },
        },
      },
    },
  };
  const functions = {
    Who: 'export const handler = async ({ requestContext }) => requestContext.authorizer.jwt.claims;',
  };
  const assembly = writeAssembly(join(directory, 'cdk.out'), { stacks: { one: stack }, functions });
  const data = join(directory, 'data');
  const cloud = await startCloud({ assembly, data, port: 0, mqttPort: 0, environment: {}, ...wanted });
  try {
    const [client] = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')).clients;
    const { clientId, clientSecret } = client;
    const asked = await fetch(`${cloud.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    });
    const authorization = `Bearer ${JSON.parse(await asked.text()).access_token}`;
    const who = await fetch(`${cloud.url}/who`, { headers: { authorization } });
    expect(await who.json()).toMatchObject({ tenant: 'acme', role: 'administrator' });
    expect((await fetch(`${cloud.url}/who`)).status).toBe(401);
    expect(cloud.mqttPort).toBeGreaterThan(0);
    for (const path of Object.values(await cloud.registerThing('site', 'acme'))) expect(existsSync(path)).toBe(true);
  } finally {
    await cloud.close();
  }
});

test('a template without a broker is closed again and says so', async () => {
  const assembly = writeAssembly(join(directory, 'cdk.out'), { stacks: { one: { Resources: {} } } });
  const options = { assembly, data: join(directory, 'data'), port: 0, mqttPort: 0, environment: {}, ...wanted };
  await expect(startCloud(options)).rejects.toThrow('broker');
});
