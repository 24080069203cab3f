import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientConfig } from '../client-config.ts';
import { generateSecret, openSecrets } from './secrets.ts';
import { startSecretsServer } from './secrets-server.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  file = join(directory, 'secrets.json');
});
afterEach(() => rmSync(directory, { recursive: true }));
const arnOf = (name: string) => `arn:${name}`;

describe('kept secrets', () => {
  test('are made once, whatever is asked later, and are for the owner only', async () => {
    const arn = await (await openSecrets(file, arnOf)).keep('root', () => 'first');
    const again = await openSecrets(file, arnOf);
    expect(await again.keep('root', () => expect.unreachable())).toBe(arn);
    expect(again.get(arn)?.value).toBe('first');
    expect(again.get('root')?.value).toBe('first');
    expect(again.get('other')).toBeUndefined();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('in a damaged file are not replaced by new ones', async () => {
    writeFileSync(file, '{"arn:root": {');
    await expect(openSecrets(file, arnOf)).rejects.toThrow(file);
  });
});

describe('a generated secret', () => {
  test('has its length, something of every class, and nothing excluded', () => {
    for (let i = 0; i < 50; i++) {
      const secret = generateSecret(8, ['lowercase', 'uppercase', 'numbers', 'punctuation', 'space'], 'aA0"\\');
      expect(secret).toHaveLength(8);
      for (const kind of [/[b-z]/, /[B-Z]/, /[1-9]/, /[^A-Za-z0-9 ]/, / /]) expect(secret).toMatch(kind);
      expect(secret).not.toMatch(/[aA0"\\]/);
    }
    expect(generateSecret(32, ['numbers'], '')).not.toBe(generateSecret(32, ['numbers'], ''));
  });

  test('that cannot be made is refused', () => {
    expect(() => generateSecret(2, ['lowercase', 'uppercase', 'numbers'], '')).toThrow('no secret of 2 characters');
    expect(() => generateSecret(9, ['numbers'], '0123456789')).toThrow('no secret');
    expect(() => generateSecret(9, [], '')).toThrow('no secret');
  });
});

test('the endpoint speaks Secrets Manager’s protocol', async () => {
  const secrets = await openSecrets(file, arnOf);
  const arn = await secrets.keep('root', () => 'value');
  const server = await startSecretsServer(secrets);
  const client = new SecretsManagerClient(clientConfig({ region: 'us-east-1' }, server.endpoint));
  const found = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  expect(found).toMatchObject({ ARN: arn, Name: 'root', SecretString: 'value', CreatedDate: expect.any(Date) });
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toThrow(
    ResourceNotFoundException,
  );
  const other = { method: 'POST', headers: { 'x-amz-target': 'secretsmanager.DeleteSecret' }, body: '{}' };
  expect(await (await fetch(server.endpoint, other)).json()).toMatchObject({ __type: 'InvalidRequestException' });
  expect((await fetch(server.endpoint, { ...other, body: 'x'.repeat(100_000) })).status).toBe(400);
  client.destroy();
  await server.stop();
});
