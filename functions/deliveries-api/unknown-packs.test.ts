import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sampleEvent } from '#shared/trace/sample.ts';
import type { House } from '../../test/kit/delivery-world.ts';
import { type HubWorld, startHubWorld } from '../../test/kit/hub-world.ts';

let at: HubWorld;
beforeAll(async () => {
  at = await startHubWorld();
});
afterAll(() => at.stop());
afterEach(() => at.close());

/** A lot that the Hub had taken, and of which it has lost packs. */
async function forgotten(packs: number): Promise<House> {
  await at.open();
  const house = await at.signed();
  await at.release(house);
  await at.send();
  await at.atHub('sandbox', { do: 'forget', productCode: house.gtin, serials: house.serials.slice(0, packs) });
  return house;
}

async function sampled(house: House, packs: number) {
  const epcs = house.packs.slice(0, packs);
  await at.happens(house, sampleEvent({ epcs, at: at.world.needs.now().toISOString(), kind: 'qa', ...house.place }));
  await at.send();
  return at.row(house, 'product-pack-state');
}

/** How long after a person had it corrected all was told. @returns milliseconds */
async function toldAfter(house: House, corrected: Date): Promise<number> {
  const rows = await at.rows(house);
  return Math.max(...rows.map(({ updatedAt }) => Date.parse(updatedAt))) - corrected.getTime();
}
/** Whoever is woken need not look for itself. */
const LOOKS_AGAIN_MS = 300_000;

describe('packs that the Hub does not know', () => {
  test('are told as packs first when they are corrected, and then what became of them', async () => {
    const house = await forgotten(2);
    const change = await sampled(house, 3);
    expect(change.state).toBe('partially-accepted');
    const corrected = at.world.needs.now();
    expect([await at.act('correct', change), await at.act('correct', change)]).toEqual([200, 200]);
    await at.send();
    expect(await at.submissions(house)).toEqual({ release: 'acknowledged', change: 'acknowledged' });
    expect(await toldAfter(house, corrected)).toBeLessThan(LOOKS_AGAIN_MS);
    expect(await at.states(house)).toEqual(['SAMPLE', 'SAMPLE', 'SAMPLE', 'ACTIVE', 'ACTIVE']);
  });

  test('are corrected also where all of a report were refused for that', async () => {
    const house = await forgotten(2);
    const change = await sampled(house, 2);
    expect(change).toMatchObject({ state: 'rejected', failure: expect.stringMatching(/all 2 .*, .*UNKNOWN_PACK/) });
    const corrected = at.world.needs.now();
    expect([await at.act('correct', change), await at.act('correct', change)]).toEqual([200, 200]);
    await at.send();
    expect(await at.submissions(house)).toEqual({ release: 'acknowledged', change: 'acknowledged' });
    expect(await toldAfter(house, corrected)).toBeLessThan(LOOKS_AGAIN_MS);
    expect((await at.states(house)).slice(0, 2)).toEqual(['SAMPLE', 'SAMPLE']);
  });
});
