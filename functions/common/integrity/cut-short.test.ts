import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { exceptions } from '#common/store/exceptions.ts';
import { ledger } from '#common/store/ledger.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { minute, stored } from '../../../test/kit/events.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { commission, pack } from '../../../test/kit/unit-stories.ts';
import { checkEvents } from './check-events.ts';

const tenant = 'acme';
let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

/** What a check needs, where opening an exception takes so long. */
function needs(openingMs: number) {
  const pools = serialPools(engine.db, tables.serials);
  const real = exceptions(engine.db, tables.deliveries);
  let ms = Date.parse(minute(100));
  return {
    pools,
    cipher: openCipher,
    unitEvents: unitEvents(engine.db, tables.ledger, pools, openCipher),
    registry: registry(engine.db, tables.registry),
    vocabulary: vocabulary(engine.db, tables.registry),
    exceptions: {
      ...real,
      open: async (...opened: Parameters<typeof real.open>) => {
        ms += openingMs;
        return real.open(...opened);
      },
    },
    now: () => new Date(ms),
  };
}

/** Packs that are packed twice. */
function packedTwice(m: number): EpcisEvent[] {
  const packs = [1, 2].map((n) => `urn:epc:id:sgtin:9521321.054321.${m}A${n}`);
  const [box = '', other = ''] = [1, 2].map((n) => `urn:epc:id:sscc:9521321.0${String(m + n).padStart(9, '0')}`);
  return [commission(m, packs), commission(m + 1, [box, other]), pack(m + 2, box, packs), pack(m + 3, other, packs)];
}
const ofNothing = (seconds: number): EpcisEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: new Date(Date.parse(minute(20)) + seconds * 1000).toISOString(),
  eventTimeZoneOffset: '+00:00',
});
const eventsPackedTwice = async () => {
  const { exceptions: found } = await exceptions(engine.db, tables.deliveries).list(
    tenant,
    { rule: 'packed-twice' },
    { perPage: 100 },
  );
  return new Set(found.flatMap(({ eventIds }) => eventIds));
};

test('a check that has taken 30 s ends and says so; what it left is found when it is done again', async () => {
  const [first, second] = [packedTwice(0), packedTwice(10)];
  // Events are looked at by 250: these fill the first slice.
  const between = Array.from({ length: 250 }, (_, i) => ofNothing(i));
  const events = stored([...first, ...between, ...second], 'c1');
  const [early, late] = [events.slice(0, 4), events.slice(-4)];
  const pools = serialPools(engine.db, tables.serials);
  await ledger(engine.db, tables.ledger, pools, openCipher).append(tenant, [...early, ...late]);
  const said = vi.spyOn(process.stdout, 'write');
  await checkEvents(needs(31_000))(tenant, events);
  expect(said.mock.calls.flat().join()).toContain('"check-cut-short"');
  said.mockRestore();
  const found = await eventsPackedTwice();
  expect(early.some(({ eventId }) => found.has(eventId))).toBe(true);
  expect(late.some(({ eventId }) => found.has(eventId))).toBe(false);
  await checkEvents(needs(0))(tenant, events);
  const then = await eventsPackedTwice();
  expect(late.some(({ eventId }) => then.has(eventId))).toBe(true);
});
