import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { openCredentials } from './credentials.ts';

function ownFolder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

const path = () => join(ownFolder(), 'credentials.json');
const wanted = {
  clients: [{ tenant: 'acme', role: 'site' }],
  users: [{ tenant: 'acme', role: 'qa', username: 'quinn@acme.example' }],
};
const none = { clients: [], users: [] };
const contents = async (at: string) => JSON.parse(await readFile(at, 'utf8'));

describe('the credentials file', () => {
  test('is made with secrets nobody can guess', async () => {
    const [one, other] = [path(), path()];
    await openCredentials(one, wanted, ['seriate/read']);
    await openCredentials(other, wanted, ['seriate/read']);
    const [made, madeElsewhere] = [await contents(one), await contents(other)];
    expect(made.clients[0]).toMatchObject({ tenant: 'acme', role: 'site', scopes: ['seriate/read'] });
    expect(made.clients[0].clientId).toMatch(/^acme-site-[0-9a-f]{8}$/);
    expect(made.clients[0].clientSecret).toMatch(/^[\w-]{43}$/);
    expect(made.users[0].password).toMatch(/^[\w-]{20}$/);
    expect(made.users[0].password).not.toBe(madeElsewhere.users[0].password);
  });

  test('keeps who is there, edits included, and adds who is new', async () => {
    const at = path();
    await openCredentials(at, wanted, []);
    const edited = await contents(at);
    edited.users[0].password = 'chosen by its owner';
    await writeFile(at, JSON.stringify(edited));
    const more = { clients: [...wanted.clients, { tenant: 'medico', role: 'site' }], users: wanted.users };
    const credentials = await openCredentials(at, more, []);
    expect(credentials.signIn('quinn@acme.example', 'chosen by its owner')?.role).toBe('qa');
    const now = await contents(at);
    expect(now.clients[0]).toEqual(edited.clients[0]);
    expect(now.clients[1].tenant).toBe('medico');
    await openCredentials(at, none, []);
    expect(await contents(at)).toEqual(now);
  });

  test('signs nobody in with a wrong password or an unknown name', async () => {
    const credentials = await openCredentials(path(), wanted, []);
    expect(credentials.signIn('quinn@acme.example', '')).toBeUndefined();
    expect(credentials.signIn('nobody', '')).toBeUndefined();
    expect(credentials.user('nobody')).toBeUndefined();
    expect(credentials.client('nobody')).toBeUndefined();
  });

  test('is not overwritten when it cannot be read', async () => {
    const at = path();
    await writeFile(at, '{"clients":');
    await expect(openCredentials(at, wanted, [])).rejects.toThrow('credentials.json is not');
    expect(await readFile(at, 'utf8')).toBe('{"clients":');
  });
});
