import { describe, expect, test } from 'vitest';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { consistentHistory } from '../../test/kit/consistent-history.ts';
import { kept, pack } from '../../test/kit/unit-stories.ts';
import { contentsAt } from './contents-at.ts';
import { partsAt } from './parts-at.ts';

const item = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const unit = (n: number) => `https://id.gs1.org/00/${String(n).padStart(18, '0')}`;
const things = { packs: ['A', 'B', 'C', 'D', 'E', 'F'].map(item), cases: [unit(1), unit(2)], pallet: unit(3) } as const;

/** The events of a ledger that name any of the units, and how often it was asked. */
function ledgerOf(events: readonly StoredEvent[]) {
  let asked = 0;
  const unitEvents = async (_: string, epcs: readonly string[]) => {
    asked++;
    const wanted = new Set(epcs);
    return events.filter(({ event }) => mentionsOf(event).some(({ epc }) => wanted.has(epc)));
  };
  return { unitEvents, asked: () => asked };
}
const noon = '2026-12-31T12:00:00.000Z';

describe.each([
  ['thing by thing', contentsAt],
  ['in numbers', partsAt],
])('contents, %s', (_, ask) => {
  test('what something else holds is not among the outermost things, and counts in what holds it', async () => {
    const story = [pack(5, unit(1), things.packs.slice(0, 2)), pack(6, unit(3), [unit(1)])];
    const { unitEvents } = ledgerOf(kept(...consistentHistory(things, []), ...story));
    const named = [item('A'), unit(3), unit(1), item('C')];
    const { outermost, partsOf } = await ask(unitEvents, 'acme', named, noon);
    expect(outermost).toEqual([unit(3), item('C')]);
    const part = { gtin: '09521321543218', lot: 'LOT1' };
    expect([partsOf(unit(3)), partsOf(item('C'))]).toEqual([[{ ...part, packs: 2 }], [{ ...part, packs: 1 }]]);
  });

  test('a pack of which nothing is known counts without a lot', async () => {
    const { partsOf } = await ask(ledgerOf([]).unitEvents, 'acme', [item('X')], noon);
    expect(partsOf(item('X'))).toEqual([{ gtin: '09521321543218', lot: undefined, packs: 1 }]);
  });

  test('things that hold each other hold each other once', async () => {
    const events = kept(pack(5, unit(1), [unit(2), item('A')]), pack(6, unit(2), [unit(1)]));
    const { partsOf } = await ask(ledgerOf(events).unitEvents, 'acme', [unit(2)], noon);
    expect(partsOf(unit(2))).toMatchObject([{ packs: 1 }]);
  });

  test('25,000 things are read in a few questions', async () => {
    const ledger = ledgerOf([]);
    const many = Array.from({ length: 25_000 }, (_, n) => unit(n));
    await ask(ledger.unitEvents, 'acme', many, noon);
    expect(ledger.asked()).toBe(6); // a few hundred first: nobody knows yet what is in each
  });
});

test('what was put elsewhere without a word that it left is counted where it went', async () => {
  const events = kept(
    pack(5, unit(1), [item('A'), item('B')]),
    pack(6, unit(2), [item('A')]),
    pack(7, unit(3), [unit(1), unit(2)]),
  );
  const { partsOf, outermost } = await partsAt(ledgerOf(events).unitEvents, 'acme', [unit(3), unit(1)], noon);
  expect(outermost).toEqual([unit(3)]);
  expect([partsOf(unit(1)), partsOf(unit(3))]).toMatchObject([[{ packs: 1 }], [{ packs: 2 }]]);
});
