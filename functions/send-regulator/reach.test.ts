import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { refuse } from '#shared/refusal.ts';
import { startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import { sandboxCertificates } from '../../infra/local/sandbox/nmvs/certificates.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { call } from '../../test/kit/call.ts';
import type { House } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type HubWorld, startHubWorld } from '../../test/kit/hub-world.ts';
import { listAccesses, putAccess } from '../deliveries-api/regulator-accesses.ts';
import { showDelivery } from '../deliveries-api/show-delivery.ts';
import { sendReport } from './send-report.ts';

/** Every name leads to a public address. */
const anywhere = async () => [{ address: '198.41.0.4', family: 4 }];

let at: HubWorld;
let own: Sandbox | undefined;
beforeAll(async () => {
  at = await startHubWorld();
});
afterAll(() => at.stop());
afterEach(async () => {
  await at.close();
  await own?.close();
  own = undefined;
});

/** Sends what is due; the secret `held` is what somebody keeps for the tenant. */
async function send(held?: RegulatorCredentials, turns = 30) {
  const { needs } = at.world;
  const none = new Refused(refuse('conflict', 'the secret does not exist'));
  const credentials = () => (held ? Promise.resolve(held) : Promise.reject(none));
  const sending = { ...needs, credentials, baseUrls: { eu: at.url() } };
  await at.world.drain(runDelivery(sending, 'acknowledged', sendReport(sending)), turns);
}

const api = (house: House, route: string, more: object) => {
  const needs = { ...at.world.needs, registryTable: tables.registry };
  const handler = httpHandler(
    {
      'PUT /api/regulator-accesses/{market}': {
        permission: 'registry:write',
        endpoint: putAccess({ ...needs, guard: outboundGuard('loopback', anywhere) }),
      },
      'GET /api/regulator-accesses': { permission: 'deliveries:read', endpoint: listAccesses(needs) },
      'GET /api/deliveries/{deliveryId}': { permission: 'deliveries:read', endpoint: showDelivery(needs) },
    },
    async () => false,
  );
  return call(handler, route, { tenant: house.tenant, ...more });
};
const set = (house: House, body: object, market = 'eu') =>
  api(house, 'PUT /api/regulator-accesses/{market}', { path: { market }, body });

async function released(): Promise<House> {
  const house = await at.signed();
  await at.release(house);
  return house;
}
const standing = async (house: House) => (await at.row(house, 'product-master-data')).failure ?? '';

describe('an access of a tenant', () => {
  test('leads its reports to a Hub of its own, with a token, and says that it is a rehearsal', async () => {
    await at.open();
    own = await startEuHubSandbox({ port: 0, token: 't0k3n', now: () => at.world.needs.now().getTime() });
    const [house, other] = [await released(), await released()];
    const wanted = { url: own.url, secret: 'rehearsal', rehearsal: true };
    expect(await set(house, wanted)).toMatchObject({ status: 200, body: { ...wanted, market: 'eu' } });
    await send({ access: 'static', origins: [own.url], token: 't0k3n' }, 60);
    const { deliveryId, frozen } = await at.row(house, 'product-pack-data');
    const shown = await api(house, 'GET /api/deliveries/{deliveryId}', { path: { deliveryId } });
    expect(shown.body).toMatchObject({ state: 'acknowledged', rehearsal: true, sentTo: own.url });
    expect(JSON.stringify(frozen)).not.toContain('t0k3n');
    expect(await at.submissions(other)).toEqual({ release: 'acknowledged' });
    expect([new Set(await at.states(house)), new Set(await at.states(other))]).toEqual([
      new Set([undefined]),
      new Set(['ACTIVE']),
    ]);
    expect((await api(house, 'GET /api/regulator-accesses', {})).body).toMatchObject({ accesses: [wanted] });
    expect((await api(other, 'GET /api/regulator-accesses', {})).body).toMatchObject({ accesses: [] });
  });

  test('proves who sends by a client certificate', async () => {
    await at.open();
    const { authority, server, client } = await sandboxCertificates();
    const tls = { cert: server.certificate, key: server.key, ca: authority, requestCert: true };
    own = await startEuHubSandbox({ port: 0, tls, now: () => at.world.needs.now().getTime() });
    const house = await released();
    await set(house, { url: own.url, secret: 'production' });
    const { certificate, key } = await client('acme');
    await send({ access: 'static', origins: [own.url], certificate, key, ca: authority });
    expect(await at.submissions(house)).toEqual({ release: 'acknowledged' });
  });

  test('has reports wait while its secret cannot be used, or is not for that place', async () => {
    await at.open();
    const house = await released();
    await set(house, { url: 'https://hub.example', secret: 'x' });
    await send(undefined, 3);
    expect(await standing(house)).toBe('the secret does not exist');
    await send({ access: 'static', origins: ['https://other.example'] }, 3);
    expect(await standing(house)).toContain('does not name https://hub.example');
    expect((await at.row(house, 'product-master-data')).attempts).toBe(0);
  });

  test('is asked of nothing that was sent elsewhere', async () => {
    await at.open({ answerDelayMs: 600_000 });
    const house = await released();
    await send(undefined, 2);
    own = await startEuHubSandbox({ port: 0, now: () => at.world.needs.now().getTime() });
    await set(house, { url: own.url });
    await send(undefined, 5);
    expect(await at.row(house, 'product-pack-data')).toMatchObject({
      state: 'sent',
      failure: `was sent to the address of the installation, and the access leads to ${own.url}`,
    });
  });

  test.each([
    [{ url: 'nowhere' }, 'eu', 400],
    [{ url: 'https://hub.example', secret: '../other/x' }, 'eu', 400],
    [{ url: 'https://hub.example' }, 'mars', 404],
  ])('is not set to %j of %s', async (body, market, status) => {
    await at.open();
    expect((await set(await at.signed(), body, market)).status).toBe(status);
  });
});
