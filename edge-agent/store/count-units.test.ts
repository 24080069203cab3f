import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, storesOf, temporary } from '../testing/builders.ts';
import { aRecipe, begin, GTIN } from '../testing/packing-bench.ts';
import { openDatabase } from './database.ts';
import { Packs } from './packs.ts';

type Step = 'print' | 'good' | 'bad' | 'pass' | 'refuse' | 'pack' | 'take out' | 'tell' | 'destroy' | 'find good';
const step = fc.constantFrom<Step>(
  ...([
    'print',
    'print',
    'good',
    'good',
    'bad',
    'pass',
    'refuse',
    'pack',
    'take out',
    'tell',
    'destroy',
    'find good',
  ] as const),
);

const counted = `SELECT batch, coalesce(block, '') AS block, state, coalesce(verdict, '') AS verdict, coalesce(fate, '') AS fate,
  coalesce(reason, '') AS reason, coalesce(rejected_for, '') AS rejected_for, sequence = 0 AS bench, verified_at IS NOT NULL AS seen,
  container IS NOT NULL AS packed, told, count(*) AS units FROM units GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`;

test('whatever becomes of units, they are counted as they stand', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.nat()), { maxLength: 60, size: 'max' }), (steps) => {
      const home = temporary();
      const stores = storesOf(openDatabase(home.directory));
      const { db, journal, containers } = stores;
      begin(stores, aRecipe([]));
      const packs = new Packs(db);
      const open = containers.open(1, 'case', at);
      const change = { at, why: 'torn', who: 'olga' };
      const oneIn = (which: number, where: string) => {
        const all = db.prepare(`SELECT serial FROM units WHERE ${where} ORDER BY ordinal`).all();
        const row = all[which % Math.max(all.length, 1)];
        return row === undefined ? undefined : String(row['serial']);
      };
      const does: Record<Step, (which: number) => void> = {
        print: (which) => {
          const ordinal = journal.nextOrdinal(1);
          const block = which % 3 === 0 ? {} : { block: `b${which % 2}` };
          journal.printing({ batch: 1, ordinal, gtin: GTIN, serial: `S${ordinal}`, sequence: which % 4, ...block }, at);
        },
        good: (which) => read(which, 'good'),
        bad: (which) => read(which, 'reject'),
        pass: (which) => settle(which, 'commissioned', 'passed'),
        refuse: (which) => settle(which, 'rejected', 'rejected'),
        pack: (which) => on(which, "state = 'commissioned' AND container IS NULL", (pack) => packs.put(open, [pack])),
        'take out': (which) => on(which, 'container IS NOT NULL', (pack) => packs.takeOut(pack)),
        tell: (which) => on(which, "state = 'commissioned'", (pack) => packs.told([pack])),
        destroy: (which) =>
          on(
            which,
            "state IN ('commissioned', 'rejected') AND container IS NULL",
            (pack) => void packs.change(pack, { ...change, state: 'destroyed' }),
          ),
        'find good': (which) =>
          on(which, "state = 'rejected'", (pack) => void packs.change(pack, { ...change, state: 'commissioned' })),
      };
      function on(which: number, where: string, work: (pack: NonNullable<ReturnType<Packs['find']>>) => void): void {
        const pack = packs.find(GTIN, oneIn(which, where) ?? '');
        if (pack !== undefined) work(pack);
      }
      function read(which: number, verdict: 'good' | 'reject'): void {
        const unit = journal.bySerial(GTIN, oneIn(which, "state = 'printing'") ?? '');
        if (unit !== undefined) journal.verified(unit, verdict, verdict === 'good' ? undefined : 'grade', at);
      }
      function settle(which: number, state: 'commissioned' | 'rejected', fate: 'passed' | 'rejected'): void {
        const unit = journal.bySerial(GTIN, oneIn(which, "state = 'verified'") ?? '');
        if (unit !== undefined) journal.settled(unit, { state, fate, reason: unit.reason }, at);
      }
      try {
        for (const [what, which] of steps) does[what](which);
        const kept = db
          .prepare('SELECT * FROM unit_groups WHERE units <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11')
          .all();
        expect(kept).toEqual(db.prepare(`${counted} ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`).all());
        const drawn =
          'SELECT block, min(ordinal) AS lowest, max(ordinal) AS highest FROM units WHERE block IS NOT NULL GROUP BY block';
        expect(db.prepare('SELECT block, lowest, highest FROM drawn_blocks ORDER BY block').all()).toEqual(
          db.prepare(`${drawn} ORDER BY block`).all(),
        );
      } finally {
        db.close();
        home.remove();
      }
    }),
    { numRuns: 20 },
  );
});
