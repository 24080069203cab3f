import { httpHandler } from '#common/http.ts';
import { mappings } from '#common/store/mappings.ts';
import { registry } from '#common/store/registry.ts';
import { shownEvents } from '#common/store/shown-events.ts';
import { mappingRoutes } from '../../functions/mappings-api/routes.ts';
import { call } from './call.ts';
import { type Dynoxide, tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';

interface Asked {
  readonly path?: Record<string, string>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly by?: string;
  readonly isMachine?: boolean;
  readonly role?: string;
}

const one = '/api/mappings/{name}';

/** Mappings of a tenant over a real table engine, on 1 March 2026. */
export function mappingWorld(engine: Pick<Dynoxide, 'db'>, tenant: string) {
  const now = () => new Date('2026-03-01T10:00:00Z');
  const needs = {
    mappings: mappings(engine.db, tables.registry),
    registry: registry(engine.db, tables.registry, now),
    events: shownEvents(engine.db, tables.ledger),
    now,
  };
  const handler = httpHandler(mappingRoutes(needs), async () => false);
  const ask = async (route: string, { by = 'ada', isMachine = false, ...asked }: Asked = {}) => {
    const claims = isMachine ? { sub: by } : { sub: by, username: by };
    const { status, body } = await call(handler, route, { tenant, claims, ...asked });
    // The tests look into answers of many shapes.
    return { status, body: Object(body) };
  };
  const put = (name: string, body: object) => ask(`PUT ${one}`, { path: { name }, body });
  const submit = (name: string) => ask(`POST ${one}/submit`, { path: { name }, body: {} });
  const approve = (name: string, seen: { version: number; revision: number }, by = 'quinn') =>
    ask(`POST ${one}/approve`, { path: { name }, body: seen, by, role: 'qa' });
  return {
    tenant,
    needs,
    ask,
    put,
    submit,
    approve,
    begin: () => giveTenant(engine.db, tenant),
    /** Puts a mapping in force: written by one person, approved by another. */
    inForce: async (name: string, body: object) => {
      await put(name, body);
      const { version, revision } = (await submit(name)).body;
      return approve(name, { version, revision });
    },
  };
}
