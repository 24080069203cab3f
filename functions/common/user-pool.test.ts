import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCredentials } from '../../infra/local/identity/credentials.ts';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { startUserPool } from '../../test/kit/user-pool.ts';

const folder = temporaryFolder();
let pool: Awaited<ReturnType<typeof startUserPool>>;
beforeAll(async () => {
  pool = await startUserPool(folder.path);
});
afterAll(async () => {
  await pool.stop();
  folder.remove();
});

const file = () => join(folder.path, 'credentials.json');
const written = (): { clients: Record<string, unknown>[] } => JSON.parse(readFileSync(file(), 'utf8'));

test('a machine client has a name that Cognito takes, and stands in the file with tenant and role as the first ones do', async () => {
  const machine = { tenant: 'acme-pharma', role: 'partner-api', id: 'partner-medico' };
  const { clientId } = await pool.pool.makeClient(machine, ['read']);
  const found = written().clients.find((one) => one['clientId'] === clientId);
  expect(found).toMatchObject({ tenant: 'acme-pharma', role: 'partner-api' });
  expect(found?.['name']).toMatch(/^[\w\s+=,.@-]{1,128}$/);
});

test('a name that Cognito does not take is refused here as well', async () => {
  const machine = { tenant: 'acme/pharma', role: 'partner-api', id: 'partner-medico' };
  await expect(pool.pool.makeClient(machine, ['read'])).rejects.toThrow('acme/pharma');
});

test('a client that was made later is none of those that the machine begins with', async () => {
  await pool.pool.makeClient({ tenant: 'acme-pharma', role: 'administrator', id: 'erp' }, ['read']);
  const wanted = { clients: [{ tenant: 'acme-pharma', role: 'administrator' }], users: [] };
  const again = await openCredentials(file(), wanted, ['seriate/read']);
  expect(again.clientOf('acme-pharma', 'administrator')?.clientId).toMatch(/^acme-pharma-administrator-/);
});
