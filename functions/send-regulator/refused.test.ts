import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import type { House } from '../../test/kit/delivery-world.ts';
import { type HubWorld, startHubWorld } from '../../test/kit/hub-world.ts';

let at: HubWorld;
beforeAll(async () => {
  at = await startHubWorld();
});
afterAll(() => at.stop());
afterEach(() => at.close());

const of = ({ packs, place }: House, from: number, to: number) => ({
  ...place,
  epcs: packs.slice(from, to),
  at: at.world.needs.now().toISOString(),
});
const sampled = (house: House, from: number, to: number) => sampleEvent({ ...of(house, from, to), kind: 'qa' });

/** A lot of five, of which the Hub has the first pack already, from somebody else. */
async function partlyRefused(): Promise<House> {
  await at.open();
  const house = await at.signed();
  const { gtin } = house;
  await at.release(house);
  await at.send(1); // master data
  await at.atHub('product-packs', {
    ...{ requestId: 'other', productCode: gtin, codingScheme: 'GTIN', version: 1, markets: ['DE'] },
    ...{ batch: { id: 'OTHER', expiry: '281231' }, serials: house.serials.slice(0, 1) },
  });
  await at.send();
  expect((await at.row(house, 'product-pack-data')).state).toBe('partially-accepted');
  return house;
}

describe('a pack that the Hub refuses', () => {
  test('stops neither the recall of its lot nor what became of other packs', async () => {
    const house = await partlyRefused();
    await at.happens(house, destroyEvent(of(house, 1, 2)));
    await at.send();
    await at.recalled(house);
    await at.send();
    expect(await at.submissions(house)).toEqual({
      release: 'partially-accepted',
      change: 'acknowledged',
      recall: 'acknowledged',
    });
  });

  test('stops nothing when its correction was refused and given up', async () => {
    const house = await partlyRefused();
    await at.act('correct', await at.row(house, 'product-pack-data'));
    await at.send();
    const correction = await at.row(house, 'product-pack-data', true);
    expect(correction.state).toBe('rejected');
    await at.happens(house, sampled(house, 1, 2));
    await at.send();
    expect(await at.act('cancel', correction)).toBe(200);
    await at.happens(house, sampled(house, 2, 3));
    await at.recalled(house);
    await at.send();
    const { release, recall } = await at.submissions(house);
    expect([release, recall]).toEqual(['closed', 'acknowledged']);
    expect((await at.rows(house)).filter(({ report }) => report?.change).map(({ state }) => state)).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
  });

  test('is left at that by a person, with the reason', async () => {
    const house = await partlyRefused();
    const partly = await at.row(house, 'product-pack-data');
    expect([await at.act('close', partly), await at.act('close', partly)]).toEqual([200, 200]);
    expect(await at.act('correct', partly)).toBe(409);
    expect(await at.submissions(house)).toEqual({ release: 'closed' });
  });

  test('is told again once its cause is mended, and what became of it after that', async () => {
    const house = await partlyRefused();
    await at.happens(house, sampled(house, 0, 1));
    await at.send();
    const change = await at.row(house, 'product-pack-state');
    expect(change).toMatchObject({ state: 'rejected', failure: expect.stringContaining('UNKNOWN_PACK') });
    await at.atHub('sandbox', { do: 'forget', productCode: house.gtin, serials: house.serials.slice(0, 1) });
    expect(await at.act('correct', await at.row(house, 'product-pack-data'))).toBe(200);
    expect(await at.submissions(house)).toEqual({ release: 'due', change: 'rejected' });
    await at.send();
    const correction = await at.row(house, 'product-pack-data', true);
    const [sent] = correction.evidence;
    const body = JSON.parse(Buffer.from((await at.world.needs.evidence.get(sent?.key ?? '')) ?? []).toString());
    expect([correction.state, body.serials]).toEqual(['acknowledged', house.serials.slice(0, 1)]);
    expect(await at.act('resend', change)).toBe(202);
    await at.send();
    expect(await at.submissions(house)).toEqual({ release: 'acknowledged', change: 'acknowledged' });
    expect(await at.states(house)).toEqual(['SAMPLE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  });
});

describe('a recall', () => {
  test('waits for a lot of which the Hub has nothing', async () => {
    await at.open({ faults: [{ on: 'upload', from: 1, count: 1, kind: 'status', status: 400 }] });
    const house = await at.signed();
    await at.release(house);
    await at.send();
    await at.recalled(house);
    await at.send(20);
    expect(await at.submissions(house)).toEqual({ release: 'rejected', recall: 'due' });
    await at.act('resend', await at.row(house, 'product-pack-data'));
    await at.send();
    expect(await at.submissions(house)).toEqual({ release: 'acknowledged', recall: 'acknowledged' });
  });
});
