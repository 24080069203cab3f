import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { isRefusal } from '#shared/refusal.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { atBench, toldBy } from '../testing/hand-bench.ts';
import { LINE, lineAtWork } from '../testing/line-at-work.ts';
import { GTIN, packCode } from '../testing/packing-bench.ts';
import { reached } from '../testing/reached.ts';
import { APPROVE_PARTIAL, clearanceKind, containerSubject, lineSubject, type Phase, unapproved } from './awaited.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';
import { relabel } from './manual/relabel.ts';
import { scanBack } from './manual/scan-back.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let line: Line;
let done: Promise<void>;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(async () => {
  line?.stop();
  await done;
  stores.db.close();
  home.remove();
});

const recipe = (wanted: Partial<Recipe> = {}): Recipe => ({ ...standardRecipe(anOrder()), ...wanted });
const begin = (world = new FakeWorld()) => {
  line = lineAtWork(stores, world);
  done = line.work();
};
const signature = { by: 'olga', name: 'Olga', meaning: 'line cleared', at, offset: '+01:00' };
function sign(phase: Phase): void {
  const act = { line: LINE, batch: 1, kind: clearanceKind(phase), subject: lineSubject(LINE), body: {} };
  stores.acts.append({ ...act, signature });
  line.wake();
}

describe('a line with checklists', () => {
  const clearance = { before: ['No cartons of another lot'], after: ['Bin emptied'] };

  test('starts when the list is signed and a person starts it, and closes when the other is signed', async () => {
    assign(stores, anOrder(), recipe({ clearance }));
    begin();
    await reached(() => stores.batches.get(1).state === 'clearance');
    expect(line.awaited()).toMatchObject({ clearance: { phase: 'before', items: clearance.before } });
    expect(line.command('start', 'olga')).toMatchObject({ detail: 'batch 1 waits for line clearance' });
    sign('before');
    expect(line.awaited()?.clearance).toBeUndefined();
    expect(line.command('start', 'olga')).toBeUndefined();
    await reached(() => line.state === 'Completing' && line.awaited()?.clearance !== undefined);
    expect(line.awaited()).toMatchObject({ clearance: { phase: 'after', items: clearance.after } });
    expect(stores.batches.get(1).state).toBe('closing');
    sign('after');
    await reached(() => stores.batches.in('closed').length === 1);
  });

  test('leaves the proof that it was empty in the audit trail', async () => {
    assign(stores, anOrder());
    begin();
    await reached(() => stores.batches.in('closed').length === 1);
    const proofs = stores.db.prepare("SELECT now, why FROM audit WHERE now LIKE 'proved empty%' ORDER BY entry").all();
    expect(proofs).toEqual([
      {
        now: 'proved empty before batch 1',
        why: 'zone 0, labels 0, open containers 0; the gate has counted 0: 0 passed, 0 rejected, 0 sampled',
      },
      {
        now: 'proved empty after batch 1',
        why: 'zone 0, labels 0, open containers 0; the gate has counted 12: 12 passed, 0 rejected, 0 sampled',
      },
    ]);
  });
});

test('a batch does not close over a pack that a person relabels while the line is being proved empty', async () => {
  assign(stores, anOrder(), recipe({ levels: [] }));
  const world = new FakeWorld();
  let fresh = '';
  const machine = world.connect();
  const status = machine.printer.status;
  const relabelling = async (signal: AbortSignal) => {
    if (stores.batches.get(1).state === 'closing' && fresh === '') fresh = relabelOne();
    return status(signal);
  };
  line = new Line({
    ...stores,
    line: LINE,
    place: atBench(stores).place,
    machine: { ...machine, printer: { ...machine.printer, status: relabelling } },
    limits: v.parse(limits, { silenceMs: 10_000, settleMs: 30, watchMs: 5 }),
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
  });
  done = line.work();
  await reached(() => line.awaited()?.else[0] === `the new label ${fresh} has to be scanned on its pack`);
  expect(stores.batches.in('closed')).toEqual([]);
  scanBack(atBench(stores), packCode(fresh), 'olga');
  line.changed();
  await reached(() => stores.batches.in('closed').length === 1);
  expect(stores.fates.total(1)).toMatchObject({ printed: 13, unaccounted: 0, commissioned: 13 });
  expect(toldBy(stores).flatMap(({ epcList }) => epcList)).toContainEqual(expect.stringContaining(fresh));
});

/** Gives the pack that was printed first another number; answers that. */
function relabelOne(): string {
  stores.db.exec("UPDATE blocks SET fetched = fetched + 1, last = last + 1 WHERE pool = 'serials'");
  stores.db.exec(
    "INSERT INTO pages (request, first, last, serials) SELECT request, last, last, 'SNEW' FROM blocks WHERE pool = 'serials'",
  );
  const act = relabel(atBench(stores), { gtin: GTIN, serial: 'SN100000' }, { ...signature, reason: 'torn' });
  if (isRefusal(act)) throw new Error(act.detail);
  return String(act.body['serial']);
}

describe('a recipe', () => {
  test('has printer and camera take their jobs, and says what goes into the code', async () => {
    const printer = { job: 'CARTON', fields: { V1: '{21}' } };
    const wanted = recipe({ printer, camera: { job: 'CAM-7' }, elements: ['01', '21'], text: ['SN {21}'] });
    assign(stores, anOrder(), wanted);
    const world = new FakeWorld();
    begin(world);
    await reached(() => stores.batches.in('closed').length === 1);
    expect(world.jobs).toEqual(['CARTON', 'CAM-7']);
    expect(world.cartons[0]?.label).toMatchObject({
      elements: [
        { ai: '01', value: '09521234000013' },
        { ai: '21', value: 'SN100000' },
      ],
      text: ['SN SN100000'],
    });
  });

  test('asks for a better grade than the line does', async () => {
    assign(stores, anOrder(), recipe({ camera: { gradeThreshold: 3.9 } }));
    begin();
    await reached(() => line.state === 'Held');
    expect(stores.journal.rejects(1)).toMatchObject({ grade: expect.any(Number) });
  });

  test('takes samples of several kinds', async () => {
    const samples: Recipe['samples'] = [
      { kind: 'retention', every: 6 },
      { kind: 'in-process', every: 4 },
    ];
    assign(stores, anOrder(), recipe({ samples }));
    begin();
    await reached(() => stores.batches.in('closed').length === 1);
    const taken = stores.db.prepare("SELECT why FROM audit WHERE why LIKE 'sample:%' ORDER BY entry").all();
    const why = ['sample: in-process', 'sample: retention', 'sample: in-process', 'sample: retention'];
    expect(taken.map((row) => row['why'])).toEqual(why);
  });

  test('has containers that are not full approved, one by one', () => {
    done = Promise.resolve();
    const batch = assign(stores, anOrder(), recipe({ partial: 'approved' }));
    stores.db.exec("INSERT INTO containers (batch, level, state) VALUES (1, 'case', 'open'), (1, 'pallet', 'open')");
    expect(unapproved(stores, batch).map(({ level }) => level)).toEqual(['case', 'pallet']);
    const act = {
      line: LINE,
      batch: 1,
      kind: APPROVE_PARTIAL,
      subject: containerSubject(stores.db, 1),
      body: {},
    };
    stores.acts.append({ ...act, signature });
    expect(unapproved(stores, batch).map(({ level }) => level)).toEqual(['pallet']);
    expect(unapproved(stores, { ...batch, recipe: recipe() })).toEqual([]);
  });
});
