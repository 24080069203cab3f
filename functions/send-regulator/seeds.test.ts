import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isOpen } from '#shared/delivery/standing.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import type { House } from '../../test/kit/delivery-world.ts';
import { type HubWorld, startHubWorld } from '../../test/kit/hub-world.ts';

let at: HubWorld;
beforeAll(async () => {
  at = await startHubWorld();
});
afterAll(() => at.stop());
afterEach(() => at.close());

/** Two in five requests meet one of them. */
const faults: Fault[] = [
  ...(
    [
      { kind: 'refuse' },
      { kind: 'no-answer' },
      { kind: 'truncate' },
      { kind: 'html' },
      { kind: 'wrong-id' },
      { kind: 'duplicate' },
      { kind: 'lost-result' },
      { kind: 'out-of-order' },
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503, retryAfter: 30 },
      { kind: 'status', status: 429 },
    ] as const
  ).map((fault) => ({ ...fault, on: '*', rate: 0.04 })),
  { on: 'receipt', kind: 'status', status: 403, rate: 0.04 },
  { on: 'request', kind: 'status', status: 400, rate: 0.04 },
];

/** Sends until nothing is open, as `sweep` would wake what waits longer than a queue can. */
async function sendAll(house: House) {
  for (let look = 0; look < 30; look++) {
    await at.send(400);
    const open = (await at.rows(house)).filter(({ state }) => isOpen(state));
    if (open.length === 0) return;
    at.world.forward(3_600_000);
    for (const { tenant, deliveryId } of open) await at.world.needs.wake({ tenant, deliveryId });
  }
}

describe('reports to a Hub that misbehaves by chance', () => {
  test.each(Array.from({ length: 20 }, (_, i) => i + 1))('are true in the end, seed %i', async (seed) => {
    await at.open({ faults, seed, answerDelayMs: 2_000 });
    const house = await at.signed(3);
    await at.release(house);
    const of = (n: number) => ({
      ...house.place,
      epcs: house.packs.slice(n, n + 1),
      at: at.world.needs.now().toISOString(),
    });
    await at.happens(house, sampleEvent({ ...of(0), kind: 'qa' }));
    await at.happens(house, destroyEvent(of(1)));
    await sendAll(house);
    const told = (await at.rows(house)).map(({ state, failure }) => [state, failure]);
    expect(told).toEqual(Array(4).fill(['acknowledged', undefined]));
    await at.atHub('sandbox', { do: 'faults', faults: [] });
    expect(await at.states(house)).toEqual(['SAMPLE', 'DESTROYED', 'ACTIVE']);
  });
});
