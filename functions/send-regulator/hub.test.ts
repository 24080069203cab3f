import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { type HubOptions, type HubSandbox, startHubSandbox } from '../../infra/local/sandbox/hub/sandbox.ts';
import { type PortalSandbox, startPortalSandbox } from '../../infra/local/sandbox/portal/sandbox.ts';
import { startWorld, type World } from '../../test/kit/delivery-world.ts';
import { releasedAbroad } from '../../test/kit/released-abroad.ts';

const client = { clientId: 'acme', clientSecret: 's:e+c ret' };
/** Where packs are made in the world of these tests. */
const hall = '9521321000018';
let world: World;
let hub: HubSandbox | undefined;
let portal: PortalSandbox | undefined;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await hub?.close();
  await portal?.close();
  hub = undefined;
  portal = undefined;
});
const now = () => world.needs.now().getTime();

/** A lot that was released where a hub is told. */
async function released(country: string, options: Partial<HubOptions> = {}, isRegistered = true) {
  const house = await releasedAbroad(
    world,
    country,
    async ({ gln, gtin }) => {
      const known = { glns: [gln, hall], gtins: isRegistered ? [gtin] : [] };
      hub = await startHubSandbox({ port: 0, clients: [client], ...known, now, ...options });
      const held: RegulatorCredentials = {
        ...{ access: 'client-credentials', origins: [hub.url], tokenUrl: `${hub.url}/token`, ...client },
      };
      return { url: `${hub.url}/${country}`, held };
    },
    isRegistered ? 60 : 8,
  );
  const states = house.serials.map((serial) => hub?.unit(country, `${house.gtin}.${serial}`)?.state);
  return { row: house.reported('commissioning'), packing: house.reported('aggregation'), states };
}

describe('a lot that is released where a hub is told by EPCIS', () => {
  test.each(['ae', 'bh'])('is commissioned there, and then packed: %s', async (country) => {
    const { row, packing, states } = await released(country, { answerDelayMs: 5_000 });
    expect([row?.state, packing?.state]).toEqual(['acknowledged', 'acknowledged']);
    expect(new Set(states)).toEqual(new Set(['active']));
  });

  test('is commissioned in Jordan, which hears of no packing', async () => {
    const { row, packing } = await released('jo');
    expect([row?.state, packing]).toEqual(['acknowledged', undefined]);
  });

  test('is refused whole while its product is not registered, in words that a person can act on', async () => {
    const { row, states } = await released('ae', {}, false);
    expect(row?.state).toBe('rejected');
    expect(row?.failure).toContain('UNKNOWN_GTIN');
    expect(new Set(states)).toEqual(new Set([undefined]));
  });

  test('is told once, though an answer was lost', async () => {
    const { row } = await released('ae', { faults: [{ on: 'message', kind: 'no-answer', from: 1, count: 1 }] });
    expect(row?.state).toBe('acknowledged');
  });
});

test('a lot that is released in Egypt is told by files, whose bytes are kept for whoever uploads them', async () => {
  const house = await releasedAbroad(world, 'eg', async ({ gln, gtin }) => {
    portal = await startPortalSandbox({ port: 0, glns: [gln, hall], gtins: [gtin], now, answerDelayMs: 5_000 });
    return { url: `${portal.url}/eg` };
  });
  const row = house.reported('commissioning');
  expect([row?.state, house.reported('aggregation')?.state]).toEqual(['acknowledged', 'acknowledged']);
  const bytes = await world.needs.evidence.get(row?.evidence[0]?.key ?? '');
  expect(Buffer.from(bytes ?? []).toString()).toMatch(/^Event,EventTime,GTIN,SerialNumber,/);
  expect(portal?.unit(`${house.gtin}.${house.serials[0]}`)).toMatchObject({ state: 'active' });
});
