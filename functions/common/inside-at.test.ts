import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { consistentHistory, deeds } from '../../test/kit/consistent-history.ts';
import { denied, kept, pack, ship } from '../../test/kit/unit-stories.ts';
import { insideAt } from './inside-at.ts';
import { Refused } from './refused.ts';

const item = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const unit = (n: number) => `https://id.gs1.org/00/${String(n).padStart(18, '0')}`;
const things = { packs: ['A', 'B', 'C', 'D', 'E', 'F'].map(item), cases: [unit(1), unit(2)], pallet: unit(3) } as const;

/** The events of a ledger that name any of the units. */
const ledgerOf = (events: readonly StoredEvent[]) => async (_: string, epcs: readonly string[]) =>
  events.filter(({ event }) => mentionsOf(event).some(({ epc }) => epcs.includes(epc)));
const insideOf = (events: readonly StoredEvent[], minute: number, ...epcs: string[]) => {
  const [asked] = kept(ship(minute, epcs));
  if (asked === undefined) throw new Error('no event');
  return insideAt(ledgerOf(events), 'acme', asked);
};

describe('what an event is about', () => {
  test('is what each pack inside says of itself', async () => {
    const agrees = fc.asyncProperty(deeds, async (some) => {
      const events = kept(...consistentHistory(things, some));
      const isBelow = (epc: string | undefined): boolean =>
        epc !== undefined && (epc === things.pallet || isBelow(foldUnit(epc, events).parent));
      const found = (await insideOf(events, 59, things.pallet)).flatMap(({ serials }) => serials);
      expect(found.toSorted()).toEqual(things.packs.filter(isBelow).map((epc) => epc.slice(-1)));
    });
    await fc.assert(agrees);
  });

  test('is told by product and lot, each pack once, whatever else is named beside it', async () => {
    const events = kept(...consistentHistory(things, []), pack(5, unit(1), things.packs.slice(0, 2)));
    const [first = '', ...more] = things.packs;
    expect(await insideOf(events, 10, first, unit(1), ...more)).toEqual([
      { gtin: '09521321543218', lot: 'LOT1', serials: ['A', 'B', 'C', 'D', 'E', 'F'] },
    ]);
  });

  test('is what was inside then: neither what came later, nor what was declared an error', async () => {
    const packed = kept(pack(5, unit(1), things.packs.slice(0, 1)), pack(20, unit(1), things.packs.slice(1, 2)));
    const wrong = kept(pack(6, unit(1), things.packs.slice(2, 3))).map((one) => ({
      ...one,
      eventId: 'urn:uuid:wrong',
    }));
    const events = [...kept(...consistentHistory(things, [])), ...packed, ...wrong, ...wrong.map(denied)];
    const renamed = events.map((one, i) => (one.eventId === 'urn:uuid:wrong' ? one : { ...one, eventId: `e${i}` }));
    expect((await insideOf(renamed, 10, unit(1))).map(({ serials }) => serials)).toEqual([['A']]);
  });

  test('is refused when things are packed in a circle of too many', async () => {
    const events = kept(...Array.from({ length: 9 }, (_, n) => pack(5 + n, unit(n + 1), [unit(n)])));
    await expect(insideOf(events, 30, unit(9))).rejects.toThrow(Refused);
    await expect(insideOf(events, 30, unit(7))).resolves.toEqual([]);
  });
});
