import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { openIdentityKeys } from './identity-keys.ts';

function ownFolder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

const path = () => join(ownFolder(), 'identity-keys.json');

test('keys are made once and found again', async () => {
  const at = path();
  const made = await openIdentityKeys(at);
  expect(made.jwks.keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
  expect(await openIdentityKeys(at)).toEqual(made);
  expect((await openIdentityKeys(path())).jwks.keys[0]?.kid).not.toBe(made.jwks.keys[0]?.kid);
});

test('damaged keys are an error, not new keys', async () => {
  const at = path();
  await writeFile(at, '{"jwks":{"keys":[]},"cookies":["x"]}');
  await expect(openIdentityKeys(at)).rejects.toThrow('not a set of signing keys');
});
