import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  InvalidCiphertextException,
  KMSClient,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientConfig } from '../client-config.ts';
import type { Engine } from './dynoxide.ts';
import { openKeys } from './keys.ts';
import { startKeysServer } from './keys-server.ts';

let directory: string;
let file: string;
let server: Engine;
let client: KMSClient;
let keyArn: string;
const arnOf = (id: string) => `arn:aws:kms:us-east-1:000000000000:key/${id}`;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keys-'));
  file = join(directory, 'keys.json');
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

async function start() {
  const keys = await openKeys(file, arnOf);
  keyArn = (await keys.keep('pools')).arn;
  server = await startKeysServer(keys);
  client = new KMSClient(clientConfig({ region: 'us-east-1' }, server.endpoint));
}

async function stop() {
  client.destroy();
  await server.stop();
}

const EncryptionContext = { tenant: 'acme', pool: 'packs', generation: '1' };

describe('a data key', () => {
  test('opens again under its context, after a restart too, and its file is for the owner only', async () => {
    const made = await client.send(
      new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext }),
    );
    expect(made.Plaintext).toHaveLength(32);
    await stop();
    await start();
    const opened = await client.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext }));
    expect(opened.Plaintext).toEqual(made.Plaintext);
    expect(opened.KeyId).toBe(keyArn);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is made without being told', async () => {
    const asked = new GenerateDataKeyWithoutPlaintextCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext });
    const { CiphertextBlob } = await client.send(asked);
    const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(Plaintext).toHaveLength(32);
  });

  test('does not open for another pool, when it was changed, or under no key that there is', async () => {
    const { CiphertextBlob } = await client.send(
      new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext }),
    );
    const other = new DecryptCommand({ CiphertextBlob, EncryptionContext: { ...EncryptionContext, pool: 'others' } });
    await expect(client.send(other)).rejects.toThrow(InvalidCiphertextException);
    const changed = Uint8Array.from(CiphertextBlob ?? [], (byte, i) => (i === 70 ? byte ^ 1 : byte));
    await expect(client.send(new DecryptCommand({ CiphertextBlob: changed, EncryptionContext }))).rejects.toThrow(
      InvalidCiphertextException,
    );
    const unknown = new GenerateDataKeyCommand({ KeyId: arnOf('none'), KeySpec: 'AES_256' });
    await expect(client.send(unknown)).rejects.toThrow(NotFoundException);
  });
});

test('keys in a damaged file are not replaced by new ones', async () => {
  writeFileSync(file, '{"a": {');
  await expect(openKeys(file, arnOf)).rejects.toThrow(file);
});
