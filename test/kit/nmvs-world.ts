import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { httpHandler } from '#common/http.ts';
import { nmvsCredentials } from '#common/nmvs/nmvs-credentials.ts';
import { runTransaction } from '#common/nmvs/run-transaction.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { foreignUnits } from '#common/store/foreign-units.ts';
import { nmvsAccesses } from '#common/store/nmvs-accesses.ts';
import { nmvsAlerts } from '#common/store/nmvs-alerts.ts';
import { nmvsFetches } from '#common/store/nmvs-fetches.ts';
import { nmvsPacks } from '#common/store/nmvs-packs.ts';
import { nmvsPending } from '#common/store/nmvs-pending.ts';
import { nmvsTransactions } from '#common/store/nmvs-transactions.ts';
import type { Limit } from '#shared/delivery/limit.ts';
import { type NmvsMessage, nmvsMessage } from '#shared/messages/queue-messages.ts';
import { routes } from '../../functions/nmvs-api/routes.ts';
import { fetchAlerts } from '../../functions/send-nmvs/fetch-alerts.ts';
import { takeNmvs } from '../../functions/send-nmvs/take-nmvs.ts';
import { openSecrets } from '../../infra/local/engines/secrets.ts';
import { startSecretsServer } from '../../infra/local/engines/secrets-server.ts';
import { type NmvsOptions, startNmvsSandbox } from '../../infra/local/sandbox/nmvs/sandbox.ts';
import { call } from './call.ts';
import { startWorld } from './delivery-world.ts';
import { anyCredentials, anyRegion, tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type NmvsWorld = Awaited<ReturnType<typeof startNmvsWorld>>;

/** All that talks to an NMVS, on a real table engine, object store and secrets server, with a clock that tests turn. */
export async function startNmvsWorld(limits: Readonly<Record<string, Limit>> = {}) {
  const world = await startWorld();
  const folder = temporaryFolder();
  const secrets = await openSecrets(join(folder.path, 'secrets.json'), (name) => `arn:${name}`, folder.path);
  const server = await startSecretsServer(secrets);
  const client = new SecretsManagerClient({
    endpoint: server.endpoint,
    region: anyRegion,
    credentials: anyCredentials,
  });
  const { db } = world.table;
  const woken: { message: NmvsMessage; at: number }[] = [];
  const { deliveries, evidence, registry, send, now, random, turns, pause } = world.needs;
  const { lots, recalls, withdrawals, unitEvents, placesOf } = world.needs;
  const needs = {
    deliveries,
    evidence,
    registry,
    lots,
    recalls,
    withdrawals,
    unitEvents,
    placesOf,
    foreign: foreignUnits(db, tables.ledger),
    send,
    now,
    random,
    turns,
    limits,
    pause,
    accesses: nmvsAccesses(db, tables.registry, tables.deliveries),
    transactions: nmvsTransactions(db, tables.deliveries),
    packs: nmvsPacks(db, tables.deliveries),
    alerts: nmvsAlerts(db, tables.deliveries),
    pending: nmvsPending(db, tables.deliveries),
    fetches: nmvsFetches(db, tables.deliveries),
    credentials: nmvsCredentials(client),
    registryTable: tables.registry,
    wake: async (message: object, delay = 0) =>
      void woken.push({ message: v.parse(nmvsMessage, message), at: now().getTime() + delay * 1000 }),
  };
  return {
    world,
    needs,
    woken,
    folder: folder.path,
    take: takeNmvs(runTransaction(needs), fetchAlerts(needs)),
    handler: httpHandler(routes(needs), registry.granted),
    due: dueRows(db, tables.deliveries),
    forward: world.forward,
    stop: async () => {
      client.destroy();
      await server.stop();
      await world.stop();
      folder.remove();
    },
  };
}

const location = { clientLoginId: 'SITE', userId: 'U1' };
const password = 'right-password';
const one = v.record(v.string(), v.unknown());

/** A country's NMVS with faults of its own, and a tenant that has access to it. */
export async function aCountry(
  { world, needs, woken, folder, take, handler, due, forward }: NmvsWorld,
  tenant: string,
  { secret = {}, ...options }: Partial<NmvsOptions> & { secret?: object } = {},
) {
  const sandbox = await startNmvsSandbox({
    country: 'DE',
    users: { 'SITE/U1': password, 'OTHER/U1': password },
    clientCertificates: true,
    now: () => needs.now().getTime(),
    ...options,
  });
  await giveTenant(world.table.db, tenant);
  const { certificate, key } = await sandbox.client(tenant);
  const origins = [...Object.values(sandbox.services), sandbox.alertsUrl];
  mkdirSync(join(folder, 'nmvs', tenant), { recursive: true });
  const held = { password, origins, certificate, key, ca: sandbox.authority, ...secret };
  writeFileSync(join(folder, 'nmvs', tenant, 'de.json'), JSON.stringify(held));
  const ask = async (route: string, more: Omit<Parameters<typeof call>[2], 'tenant'> = {}) => {
    const { status, body, headers } = await call(handler, route, { tenant, ...more });
    const read: Readonly<Record<string, unknown>> = v.is(one, body) ? body : {};
    return { status, headers, text: body, body: read };
  };
  const access = (change: object = {}) =>
    ask('PUT /api/nmvs/accesses/{country}', {
      path: { country: 'DE' },
      body: { version: 'v5.0', services: sandbox.services, ...location, secret: 'de', ...change },
    });
  await access();

  /** The row that is due next, woken by the sweep. */
  const sweep = async () => {
    const rows = await due.overdue(tenant, new Date(needs.now().getTime() + 86_400_000), 50);
    const next = rows.find(({ wake }) => wake?.message.includes('"transaction"'));
    if (next?.wake === undefined) return undefined;
    return { message: v.parse(nmvsMessage, JSON.parse(next.wake.message)), at: Date.parse(next.dueAt) };
  };
  return {
    sandbox,
    tenant,
    ask,
    access,
    pack: (body: object) => ask('POST /api/nmvs/packs', { body: { country: 'DE', ...body } }),
    bulk: (body: object) => ask('POST /api/nmvs/bulk', { body: { country: 'DE', ...body } }),
    show: (id: string, query = {}) => ask('GET /api/nmvs/transactions/{id}', { path: { id }, query }),
    /** Wakes what is due, each in its time, until nothing goes on by itself. */
    bringOn: async (turns = 200) => {
      for (let turn = 0; turn < turns; turn++) {
        woken.sort((a, b) => a.at - b.at);
        const next = woken.shift() ?? (await sweep());
        if (next === undefined) return;
        forward(Math.max(0, next.at - needs.now().getTime()));
        await take(next.message);
      }
      throw new Error('it does not come to an end');
    },
    fetch: () => take({ tenant, country: 'DE' }),
    close: sandbox.close,
  };
}
