import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { openDatabase } from '../../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { mortal } from '../../testing/mortal.ts';
import {
  aLevel,
  aRecipe,
  begin,
  GTIN,
  labelCode,
  nothingHeard,
  packCode,
  packingOf,
  packs,
  packsIn,
  picture,
} from '../../testing/packing-bench.ts';
import type { Packing } from './packing.ts';

/** What comes to the stations, in any order. `pick` chooses among what there is. */
type Input =
  | { readonly do: 'pass' | 'reject' | 'come'; readonly count: number }
  | { readonly do: 'settle' }
  | {
      readonly do: 'layer';
      readonly pick: number;
      readonly also: 'nothing' | 'a packed one' | 'a rejected one' | 'one twice' | 'noise';
    }
  | { readonly do: 'label'; readonly pick: number; readonly as: 'scanner' | 'hand' }
  | { readonly do: 'stack'; readonly pick: number }
  | { readonly do: 'noise' | 'end' };

const pick = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 5 }) });
const inputs = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('pass' as const, 'come' as const),
        count: fc.integer({ min: 2, max: 5 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), count: fc.constant(1) }) },
    { weight: 2, arbitrary: fc.constant({ do: 'settle' as const }) },
    {
      weight: 10,
      arbitrary: fc.record({
        do: fc.constant('layer' as const),
        pick,
        also: fc.constantFrom(
          ...(['nothing', 'nothing', 'nothing', 'a packed one', 'a rejected one', 'one twice', 'noise'] as const),
        ),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('label' as const),
        pick,
        as: fc.constantFrom('scanner' as const, 'hand' as const),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('stack' as const), pick }) },
    { weight: 1, arbitrary: fc.constantFrom({ do: 'noise' as const }, { do: 'end' as const }) },
  ),
  { minLength: 20, maxLength: 50, size: 'max' },
);
const lives = fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 4 });

const recipe = aRecipe(
  [aLevel({ count: 4, perPicture: 2 }), aLevel({ level: 'pallet', count: 2, read: 'handheld', perPicture: undefined })],
  { partial: 'automatic' },
);

/** The agent at its stations, started again with the next life whenever its power fails; what a person scanned is known to nobody but the test. */
class Bench {
  readonly heard = nothingHeard();
  readonly scanned = new Set<string>();
  readonly byHand = new Set<string>();
  readonly pictures = new Map<number, readonly string[]>();
  readonly #directory: string;
  readonly #lives: number[];
  #life: ReturnType<Bench['start']>;
  #clock = 0;

  constructor(directory: string, deaths: readonly number[]) {
    this.#directory = directory;
    this.#lives = [...deaths];
    const db = openDatabase(directory);
    begin(storesOf(db), recipe, { quantity: 200 });
    db.close();
    this.#life = this.start();
  }

  start() {
    const { db, probe, isDead } = mortal(this.#directory, this.#lives.shift() ?? Number.POSITIVE_INFINITY);
    return { db, isDead, stores: storesOf(db), packing: packingOf(db, this.heard, probe) };
  }

  get stores(): Stores {
    return this.#life.stores;
  }

  do(work: (stores: Stores, packing: Packing) => void): void {
    this.survive(() => work(this.#life.stores, this.#life.packing));
  }

  /** Whatever is read or done may be the last of a life. */
  survive(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!this.#life.isDead()) throw error;
    }
    if (!this.#life.isDead()) return;
    if (this.#life.db.isOpen) this.#life.db.close();
    this.#life = this.start();
  }

  scan(text: string, as: 'scanner' | 'hand'): void {
    this.#clock += 10_000;
    const scan = { text, at: this.#clock };
    this.do((_, packing) => (as === 'scanner' ? packing.label(scan) : packing.handheld(scan)));
  }

  take(input: Input, sequence: number): void {
    if (input.do === 'pass' || input.do === 'reject' || input.do === 'come') this.#feed(input.do, input.count);
    else if (input.do === 'settle') this.#settle();
    else if (input.do === 'layer') this.#layer(input, sequence);
    else if (input.do === 'label') this.#label(input.pick, input.as);
    else if (input.do === 'stack') this.#stack(input.pick);
    else if (input.do === 'noise') this.scan('NOREAD', 'scanner');
    else this.do((_, packing) => packing.closeRest());
  }

  #feed(how: 'pass' | 'reject' | 'come', count: number): void {
    const ends = ({ pass: 'passed', reject: 'rejected', come: 'at the gate' } as const)[how];
    this.do((stores) => void packs(stores, count, ends));
  }

  #layer(input: Extract<Input, { do: 'layer' }>, sequence: number): void {
    this.do((stores, packing) => {
      const serials = serialsFor(stores, input);
      this.pictures.set(sequence, serials);
      packing.layer(picture(sequence, serials));
    });
  }

  #label(which: number, as: 'scanner' | 'hand'): void {
    const { containers } = this.stores;
    const all = [...containers.in(1, 'labelled'), ...containers.of(1)].flatMap(({ epc }) => epc ?? []);
    const epc = all[which % Math.max(all.length, 1)];
    if (epc === undefined) return;
    this.scanned.add(epc);
    if (as === 'hand') this.byHand.add(epc);
    this.scan(labelCode(epc), as);
  }

  #stack(which: number): void {
    const all = this.stores.containers.in(1, 'closed', 'case').flatMap(({ epc }) => epc ?? []);
    const epc = all[which % Math.max(all.length, 1)];
    if (epc === undefined) return;
    this.byHand.add(epc);
    this.scan(labelCode(epc), 'hand');
  }

  #settle(): void {
    this.do((stores, packing) => {
      for (const unit of stores.journal.pending(1)) {
        packing.commit(() => {
          stores.journal.settled(unit, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
          packing.passed();
        });
        packing.again();
      }
    });
  }

  close(): void {
    if (this.#life.db.isOpen) this.#life.db.close();
  }
}

function serialsFor(stores: Stores, { pick: from, also }: Extract<Input, { do: 'layer' }>): string[] {
  const serials = (where: string) =>
    stores.db
      .prepare(`SELECT serial FROM units WHERE ${where} ORDER BY ordinal`)
      .all()
      .map((row) => String(row['serial']));
  const loose = serials("state IN ('commissioned', 'verified') AND container IS NULL");
  const start = Math.max(0, Math.min(from, loose.length - 2));
  const [one, two] = loose.slice(start, start + 2);
  const strange = {
    nothing: two,
    'a packed one': serials('container IS NOT NULL')[from % 3] ?? two,
    'a rejected one': serials("state = 'rejected'")[0] ?? two,
    'one twice': one,
    noise: 'NOISE',
  }[also];
  return [one, strange].flatMap((serial) => serial ?? []);
}

const strings = v.optional(v.array(v.string()), []);
const event = v.object({
  type: v.string(),
  bizStep: v.string(),
  epcList: strings,
  childEPCs: strings,
  parentID: v.optional(v.string()),
});
const document = v.object({ epcisBody: v.object({ eventList: v.array(event) }) });

function toldBy({ outbox }: Stores): v.InferOutput<typeof event>[] {
  outbox.seal('line-1', Date.now());
  return outbox.waiting('line-1', 1_000).flatMap(({ sequence }) => {
    const message = v.parse(lineMessage, JSON.parse(outbox.body('line-1', sequence)));
    return message.kind === 'epcis' ? v.parse(document, message.document).epcisBody.eventList : [];
  });
}

function check(stores: Stores, { scanned, byHand, heard, pictures }: Bench): void {
  const { containers, db } = stores;
  const all = containers.of(1);
  for (const { state, epc, level, wentBy } of all) {
    const read = wentBy ? byHand : scanned;
    if (state === 'closed') expect(read.has(epc ?? ''), `${level} ${epc} was closed and never read back`).toBe(true);
  }
  expect(db.prepare("SELECT serial FROM units WHERE container IS NOT NULL AND state <> 'commissioned'").all()).toEqual(
    [],
  );
  expect(
    all.filter(
      (one) => one.state !== 'open' && !one.partial && containers.holds(one) !== (one.level === 'case' ? 4 : 2),
    ),
  ).toEqual([]);
  const events = toldBy(stores);
  const commissioned = events.filter(({ bizStep }) => bizStep === 'commissioning').flatMap(({ epcList }) => epcList);
  const packed = events.filter(({ type }) => type === 'AggregationEvent');
  const children = packed.flatMap(({ childEPCs }) => childEPCs);
  expect(new Set(commissioned).size).toBe(commissioned.length);
  expect(new Set(children).size).toBe(children.length);
  expect(packed.map(({ parentID }) => parentID).sort()).toEqual(
    all
      .filter(({ state }) => state === 'closed')
      .map(({ epc }) => epc)
      .sort(),
  );
  expect(children.every((epc) => commissioned.includes(epc))).toBe(true);
  for (const [sequence, verdict] of heard.verdicts) {
    const within = (pictures.get(sequence) ?? []).map((serial) => packsIn(db).find(GTIN, serial)?.container);
    if (verdict === 'accept')
      expect(
        within.every((one) => one !== undefined && one === within[0]),
        `picture ${sequence}`,
      ).toBe(true);
  }
}

test('whatever comes in whatever order, and whenever the power fails: no child is in two containers, and nothing is closed unread', () => {
  fc.assert(
    fc.property(inputs, lives, (given, deaths) => {
      const { directory, remove } = temporary();
      const bench = new Bench(directory, deaths);
      try {
        for (const [i, input] of given.entries()) {
          bench.survive(() => bench.take(input, i + 1));
          bench.survive(() => check(bench.stores, bench));
        }
      } finally {
        bench.close();
        remove();
      }
    }),
    { numRuns: 25 },
  );
}, 240_000);

test('packs that a scanner cannot read stand in no container', () => {
  const { directory, remove } = temporary();
  const bench = new Bench(directory, []);
  bench.do((stores, packing) => {
    const [one = '', two = ''] = packs(stores, 2);
    packing.layer({
      sequence: 1,
      codes: [
        { text: packCode(one), grade: 4 },
        { text: packCode(two).replace('\x1d', ''), grade: 4 },
      ],
    });
  });
  expect(bench.heard.verdicts).toEqual([[1, 'refuse']]);
  bench.close();
  remove();
});
