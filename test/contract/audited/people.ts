import { httpHandler } from '#common/http.ts';
import { audit } from '#common/store/audit.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import { members } from '#common/store/members.ts';
import { limitsOfTenants } from '#common/store/tenant-limits.ts';
import { putGrant } from '../../../functions/grants-api/put-grant.ts';
import { routes } from '../../../functions/people-api/routes.ts';
import { call } from '../../kit/call.ts';
import { startDynoxide, tables } from '../../kit/dynoxide.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { startUserPool } from '../../kit/user-pool.ts';
import type { Deed, Stage } from './deed.ts';

/** People, machine clients and grants. */
export async function peopleStage(): Promise<Stage> {
  const folder = temporaryFolder();
  const [engine, pool] = await Promise.all([startDynoxide(), startUserPool(folder.path)]);
  let [count, ms] = [0, Date.parse('2026-03-01T10:00:00Z')];
  /** Every look at the clock is a second after the one before. */
  const now = () => {
    ms += 1000;
    return new Date(ms);
  };
  const needs = {
    members: members(engine.db, tables.registry),
    audit: audit(engine.db, tables.registry),
    pool: pool.pool,
    limits: limitsOfTenants(engine.db, tables.registry),
    now,
  };
  const handler = httpHandler(
    {
      ...routes(needs),
      'PUT /api/grants/{grantee}': {
        permission: 'grants:write',
        endpoint: putGrant({
          grants: givenGrants(engine.db, tables.registry, now),
          tenant: async (id) => Object({ tenant: id }),
          now,
        }),
      },
    },
    async () => false,
  );
  /** Asks for each route in turn; the last is the one that is tried. @param did what the trail says: of what kind, and what was done to it */
  const asked = (did: string, ...calls: readonly (readonly [route: string, body?: object])[]): Deed => {
    return async () => {
      const tenant = `people-${count++}`;
      const path = { username: `quinn-${tenant}`, client: 'line-3', grantee: 'packright' };
      const ask = ([route, body]: readonly [route: string, body?: object]) =>
        call(handler, route, { tenant, path, claims: { username: 'ada' }, ...(body && { body }) });
      for (const one of calls.slice(0, -1)) await ask(one);
      const [what = ''] = did.split('-');
      const subject = { user: path.username, client: path.client, grant: path.grantee }[what];
      const told = [{ act: did, subject: `${what} ${subject}`, by: 'ada' }];
      return { tenant, act: () => ask(calls.at(-1) ?? ['']), told: () => told };
    };
  };
  const person = ['PUT /api/users/{username}', { role: 'qa', name: 'Quinn', email: 'quinn@acme.example' }] as const;
  const client = ['POST /api/clients', { id: 'line-3', role: 'site', name: 'Line 3' }] as const;
  const deeds: Record<string, Deed> = {
    'PUT /api/users/{username}': asked('user-registered', person),
    'DELETE /api/users/{username}': asked('user-removed', person, ['DELETE /api/users/{username}']),
    'POST /api/clients': asked('client-made', client),
    'PUT /api/clients/{client}': asked('client-changed', client, ['PUT /api/clients/{client}', { name: 'Line three' }]),
    'DELETE /api/clients/{client}': asked('client-removed', client, ['DELETE /api/clients/{client}']),
    'POST /api/clients/{client}/secret': asked('client-secret-rotated', client, [
      'POST /api/clients/{client}/secret',
      {},
    ]),
    'PUT /api/grants/{grantee}': asked('grant-changed', [
      'PUT /api/grants/{grantee}',
      { permissions: ['orders:read'] },
    ]),
  };
  const stop = async () => {
    await pool.stop();
    await engine.stop();
    folder.remove();
  };
  return { db: engine.db, deeds, stop };
}
