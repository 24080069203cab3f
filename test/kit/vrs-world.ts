import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { httpHandler } from '#common/http.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { verifications } from '#common/store/verifications.ts';
import { vrsDirectory } from '#common/store/vrs-directory.ts';
import { vrsSettings } from '#common/store/vrs-settings.ts';
import { vrsSyncs } from '#common/store/vrs-syncs.ts';
import { atpCredentials } from '#common/vrs/atp.ts';
import { directoryService } from '#common/vrs/directory-service.ts';
import { fetchDirectory } from '#common/vrs/fetch-directory.ts';
import { findResponder } from '#common/vrs/find-responder.ts';
import { runVerification } from '#common/vrs/run-verification.ts';
import { vrsCredentials } from '#common/vrs/vrs-credentials.ts';
import { vrsMessage } from '#shared/messages/queue-messages.ts';
import { takeVrs } from '../../functions/send-vrs/take-vrs.ts';
import { checkConnectivity, verifyPack } from '../../functions/verify-api/verify-pack.ts';
import { routes } from '../../functions/vrs-requests/routes.ts';
import { openSecrets } from '../../infra/local/engines/secrets.ts';
import { startSecretsServer } from '../../infra/local/engines/secrets-server.ts';
import { aParty } from './builders.ts';
import { call } from './call.ts';
import { startWorld } from './delivery-world.ts';
import { anyCredentials, anyRegion, tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type VrsWorld = Awaited<ReturnType<typeof startVrsWorld>>;

const one = v.record(v.string(), v.unknown());

/** All that verifies packs of others, on a real table engine, object store and secrets server, with a clock that tests turn. */
export async function startVrsWorld() {
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
  const { registry, ledger, recalls, placesOf, evidence, now, random } = world.needs;
  const send = httpsSender(outboundGuard('loopback'), { timeoutMs: 3_000, maxAnswerBytes: 1_000_000 });
  const credentials = vrsCredentials(client);
  const directory = vrsDirectory(db, tables.registry);
  const settings = vrsSettings(db, tables.registry, tables.deliveries);
  const service = directoryService({ send, credentials });
  let drawn = 0;
  const needs = {
    ...{ registry, ledger, recalls, placesOf, evidence, now, random, send, directory, service, settings },
    verifications: verifications(db, tables.deliveries),
    exceptions: exceptions(db, tables.deliveries),
    isWithheld: isWithheldBy({
      suspectPacks: suspectPacks(db, tables.deliveries),
      cases: dscsaCases(db, tables.deliveries),
    }),
    syncs: vrsSyncs(db, tables.deliveries),
    settingsOf: settings.get,
    responders: findResponder({ directory, service, now }),
    atpOf: atpCredentials({ send, credentials, now }),
    guard: outboundGuard('loopback', async () => [{ address: '9.9.9.9', family: 4 }]),
    wake: () => Promise.resolve(),
    registryTable: tables.registry,
    uuid: () => `${String(++drawn).padStart(8, '0')}-7777-4888-9999-000000000001`,
  };
  const take = takeVrs(runVerification(needs), fetchDirectory(needs));
  const asks = httpHandler(routes(needs), registry.granted);
  const answers = httpHandler(
    {
      'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}': { permission: 'packs:verify', endpoint: verifyPack(needs) },
      'GET /vrs/checkConnectivity': { permission: 'packs:verify', endpoint: checkConnectivity(needs) },
    },
    registry.granted,
  );
  const due = dueRows(db, tables.deliveries);
  let parties = 0;
  return {
    world,
    forward: world.forward,
    needs,
    answers,
    /** A tenant with a GLN of its own that asks. */
    asker: async (tenant: string) => {
      const party = aParty('9521777', ++parties);
      await giveTenant(db, tenant, { ...party, companyPrefixes: [] });
      const ask = async (route: string, more: Omit<Parameters<typeof call>[2], 'tenant'> = {}) => {
        const { status, body } = await call(asks, route, { tenant, ...more });
        const read: Readonly<Record<string, unknown>> = v.is(one, body) ? body : {};
        return { status, text: body, body: read };
      };
      const verify = (body: object) => ask('POST /api/verifications', { body });
      return {
        tenant,
        gln: party.gln,
        ask,
        verify,
        show: (id: unknown, query = {}) => ask('GET /api/verifications/{id}', { path: { id: String(id) }, query }),
        entry: (of: string, body: object) => ask('PUT /api/vrs/directory/{of}', { path: { of }, body }),
        settings: (body: object) => ask('PUT /api/vrs/settings', { body }),
        fetch: () => take({ tenant, directory: true }),
        /** Puts a secret where a person would. */
        secret: (name: string, value: object) => {
          mkdirSync(join(folder.path, 'vrs', tenant), { recursive: true });
          writeFileSync(join(folder.path, 'vrs', tenant, `${name}.json`), JSON.stringify(value));
        },
        /** Wakes what is due, each in its time, until nothing goes on by itself or `hours` have passed. Answers how often it woke something. */
        bringOn: async (hours: number) => {
          const end = now().getTime() + hours * 3_600_000;
          for (let woken = 0; woken < 500; woken++) {
            const rows = await due.overdue(tenant, new Date(end), 50);
            const next = rows.find(({ wake }) => wake?.message.includes('"verification"'));
            if (next?.wake === undefined) return woken;
            world.forward(Math.max(0, Date.parse(next.dueAt) - now().getTime()));
            await take(v.parse(vrsMessage, JSON.parse(next.wake.message)));
          }
          throw new Error('it does not come to an end');
        },
      };
    },
    stop: async () => {
      client.destroy();
      await server.stop();
      await world.stop();
      folder.remove();
    },
  };
}
