import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { anOrder, assign } from '../../testing/builders.ts';
import { type Bench, bench, type ForeignEvent } from '../../testing/foreign-bench.ts';
import { signature } from '../../testing/hand-bench.ts';
import { resolveException } from '../integrity/resolve-exception.ts';
import type { Fact } from './foreign-line.ts';

const ends = [
  'rejected',
  'label-scrapped',
  'label-sampled',
  'sampled',
  'decommissioned',
  'destroyed',
  'invalidated',
  'inspected',
] as const;
/** Places in what was handed out; some are none of it. */
const place = fc.nat({ max: 25 });
const places = fc.array(place, { minLength: 1, maxLength: 6 });
const level = fc.constantFrom('case' as const, 'pallet' as const);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('begin' as const), places }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('encode' as const), places }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      kind: fc.constantFrom(...ends),
      places,
      isCase: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pack' as const),
      level,
      parent: fc.nat({ max: 5 }),
      places,
      partial: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('unpack' as const), parent: fc.nat({ max: 5 }), places: fc.option(places) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), places }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

interface Given {
  readonly packs: readonly string[];
  readonly cases: readonly string[];
  readonly pallets: readonly string[];
}

function factOf(one: Exclude<Step, { do: 'return' }>, { packs, cases, pallets }: Given): Fact {
  const pack = (at: number) => packs[at] ?? `FOREIGN${at}`;
  const container = (at: number) => cases[at] ?? pallets[at - cases.length] ?? '095212340000099999';
  if (one.do === 'begin') return { kind: 'commissioned', numbers: one.places.map(pack) };
  if (one.do === 'encode') return { kind: 'encoded', numbers: one.places.map(pack) };
  if (one.do === 'end')
    return { kind: one.kind, numbers: one.places.map(one.isCase ? container : pack), reason: 'a fault' };
  if (one.do === 'unpack')
    return {
      kind: 'unpacked',
      parent: container(one.parent),
      reason: 'torn',
      ...(one.places && { children: one.places.map(pack) }),
    };
  const children = one.level === 'case' ? one.places.map(pack) : one.places.map((at) => container(at % 5));
  return { kind: 'packed', level: one.level, parent: container(one.parent), children, partial: one.partial };
}

/** Where everything is and what exists, by what was told in its order; anything that could not be so is an error. */
function foldEvents(events: readonly ForeignEvent[]): {
  readonly born: Set<string>;
  readonly parents: Map<string, string>;
} {
  const born = new Set<string>();
  const alive = new Set<string>();
  const parents = new Map<string, string>();
  let before = '';
  for (const { bizStep, action, epcList, childEPCs, parentID = '', eventTime } of events) {
    expect(eventTime >= before).toBe(true);
    before = eventTime;
    for (const epc of epcList) {
      if (bizStep === 'commissioning') {
        expect(born.has(epc)).toBe(false);
        born.add(epc);
        alive.add(epc);
      } else expect(born.has(epc)).toBe(true);
      if (action === 'DELETE') alive.delete(epc);
    }
    for (const epc of childEPCs) {
      expect(alive.has(parentID)).toBe(true);
      if (action === 'ADD') {
        expect(alive.has(epc)).toBe(true);
        expect(parents.has(epc)).toBe(false);
        parents.set(epc, parentID);
      } else {
        expect(parents.get(epc)).toBe(parentID);
        parents.delete(epc);
      }
    }
  }
  return { born, parents };
}

/** People resolve whatever is open, and the line ends again, until its lot is closed. */
async function closeAll(it: Bench): Promise<void> {
  for (let round = 0; it.stores.batches.get(1).state !== 'closed'; round++) {
    expect(round).toBeLessThan(20);
    for (const one of it.stores.exceptions.open(1)) {
      if (it.stores.exceptions.get(one)?.state !== 'open') continue;
      if (isRefusal(await resolveException(it.resolving, one, 'tell', signature)))
        expect(isRefusal(await resolveException(it.resolving, one, 'drop', signature))).toBe(false);
    }
    await it.line.finish({ order: 'order-1', token: `end-${round}` });
  }
}

test('whatever a line says, every number ends with one fate, everything has one parent, and what is told is right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const it = bench();
      try {
        assign(it.stores, anOrder({ line: 'foreign-1', quantity: 24 }));
        await it.line.begin('order-1', 'begin');
        const given = {
          packs: await it.numbers('item', 22),
          cases: await it.numbers('case', 4),
          pallets: await it.numbers('pallet', 2),
        };
        const back = new Set<string>();
        for (const [i, one] of steps.entries()) {
          if (one.do === 'return') {
            const numbers = [...new Set(one.places.map((at) => given.packs[at] ?? 'NONE'))];
            if (!isRefusal(await it.line.returnUnused({ order: 'order-1', level: 'item', numbers, token: `s${i}` })))
              for (const number of numbers) back.add(number);
            continue;
          }
          const said = { order: 'order-1', token: `s${i}`, facts: [factOf(one, given)] };
          const answer = await it.line.take(said);
          expect(await it.line.take(said)).toEqual(answer);
        }
        const { exceptions } = it.stores;
        const open = exceptions.open(1);
        const ended = await it.line.finish({ order: 'order-1', token: 'finish' });
        if (open.length > 0) expect(ended).toMatchObject({ state: 'closing' });
        for (const one of open) expect(exceptions.get(one)?.subjects).not.toEqual([]);
        await closeAll(it);

        const { events, report } = it.told();
        const { born, parents } = foldEvents(events);
        const { printed = 0, commissioned = 0, rejected = 0, sampled = 0, destroyed = 0, unaccounted } = report ?? {};
        expect(printed).toBe(22 - back.size);
        expect(commissioned + rejected + sampled + destroyed).toBe(printed);
        expect(unaccounted).toBe(0);
        expect(report?.blocks?.reduce((sum, block) => sum + block.printed, 0)).toBe(printed);
        expect([...born].filter((epc) => epc.includes('sgtin'))).toHaveLength(commissioned);
        const rows = it.stores.db
          .prepare(
            `SELECT u.serial, u.state, c.epc FROM units u LEFT JOIN containers c USING (container) ORDER BY serial`,
          )
          .all();
        expect(rows).toHaveLength(printed);
        for (const { serial, state, epc } of rows) {
          expect(['commissioned', 'rejected', 'sampled', 'decommissioned', 'destroyed']).toContain(state);
          expect(back.has(String(serial))).toBe(false);
          expect(parents.get(`urn:epc:id:sgtin:9521234.000001.${serial}`)).toBe(epc ?? undefined);
        }
      } finally {
        it.close();
      }
    }),
    { numRuns: 25 },
  );
}, 300_000);
