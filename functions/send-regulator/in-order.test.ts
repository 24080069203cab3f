import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { House } from '../../test/kit/delivery-world.ts';
import { type HubWorld, startHubWorld } from '../../test/kit/hub-world.ts';

let at: HubWorld;
beforeAll(async () => {
  at = await startHubWorld();
});
afterAll(() => at.stop());
afterEach(() => at.close());

const about = ({ packs, place }: House, eventTime: string, words: object): EpcisEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  epcList: packs.slice(0, 1),
  eventTime,
  eventTimeZoneOffset: '+01:00',
  readPoint: { id: place.readPoint },
  ...words,
});
const sampled = (house: House, eventTime: string) => about(house, eventTime, { bizStep: 'sampling' });
const stolen = (house: House, eventTime: string) =>
  about(house, eventTime, { bizStep: 'inspecting', disposition: 'stolen' });

describe('what is told of a lot', () => {
  test('goes when it is planned what its release tells, and not before', async () => {
    await at.open();
    const house = await at.signed();
    await at.happens(house, sampled(house, '2026-03-01T10:01:00.000Z'));
    await at.recalled(house);
    await at.send(20);
    expect((await at.rows(house)).map(({ state, failure }) => [state, failure])).toEqual(
      [1, 2].map(() => ['due', 'waits until it is planned what is reported of the release of its lot']),
    );
    await at.release(house);
    await at.send();
    expect(new Set((await at.rows(house)).map(({ state }) => state))).toEqual(new Set(['acknowledged']));
    expect((await at.states(house))[0]).toBe('RECALLED');
  });

  test.each([
    ['planned in that order', ['2026-03-01T10:01:00.000Z', '2026-03-01T10:05:00.000Z'], 0],
    ['planned the other way round', ['2026-03-01T10:01:00.000Z', '2026-03-01T10:05:00.000Z'], 1],
    ['at times of two zones', ['2026-03-01T11:01:00.000+01:00', '2026-03-01T05:05:00.000-05:00'], 0],
  ] as const)('goes in order of event time while the Hub is away, %s', async (_, [first, then], late) => {
    const faults = [{ on: 'states', from: 1, count: 2, kind: 'status', status: 503, retryAfter: 60 }] as const;
    await at.open({ faults });
    const house = await at.signed();
    await at.release(house);
    await at.send();
    const events = [sampled(house, first), stolen(house, then)];
    for (const event of late === 0 ? events : events.toReversed()) await at.happens(house, event);
    await at.send();
    const changes = (await at.rows(house)).filter(({ report }) => report?.change !== undefined);
    expect(changes.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged']);
    const sent = (change: string) => changes.find(({ report }) => report?.change === change)?.evidence.at(-1)?.at ?? '';
    expect(sent('sampled') < sent('stolen')).toBe(true);
    expect((await at.states(house))[0]).toBe('STOLEN');
  });

  test('does not wait for an earlier change that stands before a person', async () => {
    await at.open();
    const house = await at.signed();
    await at.release(house);
    await at.send();
    const ended = about(house, '2026-03-01T10:01:00.000Z', { action: 'DELETE', bizStep: 'decommissioning' });
    await at.happens(house, { ...ended, epcList: house.packs.slice(1, 2) } as EpcisEvent);
    await at.happens(house, sampled(house, '2026-03-01T10:05:00.000Z'));
    await at.send();
    expect(await at.states(house)).toEqual(['SAMPLE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  });
});
