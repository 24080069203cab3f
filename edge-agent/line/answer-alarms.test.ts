import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { lineAtWork } from '../testing/line-at-work.ts';
import { mortal } from '../testing/mortal.ts';
import { reached } from '../testing/reached.ts';
import { hire } from '../testing/staff.ts';
import { AlarmBook } from './alarm-book.ts';
import { acknowledgeAlarms, explainAlarms } from './answer-alarms.ts';
import type { Line } from './line.ts';

const LINE = 'line-1';
const signature = {
  by: 'olga',
  name: 'Olga',
  meaning: 'looked into',
  reason: 'the pack lay beside the bin and was destroyed',
  at,
  offset: '+01:00',
};

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(() => {
  if (stores.db.isOpen) stores.db.close();
  home.remove();
});

const bookOf = ({ alarms }: Stores) =>
  new AlarmBook(
    alarms,
    LINE,
    () => at,
    () => undefined,
    () => 1,
  );
const needsOf = (of: Stores) => ({ ...of, line: LINE });
const trailOf = () =>
  stores.db.prepare("SELECT was, now, why, who FROM audit WHERE subject = 'line line-1' AND who <> 'agent'").all();

describe('an alarm that ends by what a person claims', () => {
  beforeEach(async () => {
    await hire(stores.people, 'olga', 'operator');
    assign(stores, anOrder());
  });

  test('is not acknowledged, and what to do instead is told; nor are those beside it', () => {
    const book = bookOf(stores);
    book.raise('bin-full', '3 packs');
    book.raise('pack-missing', 'SN1 never reached the gate');
    expect(acknowledgeAlarms(needsOf(stores), book, 'olga')).toMatchObject({
      refused: 'signature-needed',
      detail: 'pack-missing has to be explained: SN1 never reached the gate',
      remedy: expect.stringContaining('/alarms/explain'),
    });
    expect(book.open()).toHaveLength(2);
  });

  test('is told of each pack that it names, however many a gate that was started again leaves', () => {
    const book = bookOf(stores);
    for (let i = 1; i <= 64; i++) book.raise('not-confirmed', `SN${i}: not confirmed at the gate`);
    for (let i = 1; i <= 64; i++) book.raise('gate-disagrees', `SN${i} went elsewhere`);
    const told = Map.groupBy(book.open(), ({ code }) => code);
    expect([told.get('not-confirmed')?.length, told.get('gate-disagrees')?.length]).toEqual([64, 20]);
    expect(told.get('not-confirmed')?.at(-1)?.detail).toContain('SN64');
  });

  test('is explained under a signature, which stands in the history, with the acts and in the audit trail', () => {
    const book = bookOf(stores);
    book.raise('bin-full', '3 packs');
    book.raise('pack-missing', 'SN1 never reached the gate');
    book.raise('pack-missing', 'SN2 never reached the gate');
    expect(explainAlarms(needsOf(stores), book, [2, 3], signature)).toBeUndefined();
    expect(book.open().map(({ code }) => code)).toEqual(['bin-full']);
    expect(stores.alarms.ofBatch(1)).toMatchObject([
      { code: 'bin-full', explanation: undefined },
      { detail: 'SN1 never reached the gate', acknowledgedBy: 'olga', acknowledgedAt: at, explanation: signature },
      { detail: 'SN2 never reached the gate', explanation: signature },
    ]);
    expect(stores.acts.of(1)).toMatchObject([
      { kind: 'explain-alarm', subject: 'alarm 2: pack-missing', signature, body: { alarm: 2, code: 'pack-missing' } },
      { subject: 'alarm 3: pack-missing' },
    ]);
    const entry = { was: 'alarm pack-missing', now: 'explained', why: signature.reason, who: 'olga' };
    expect(trailOf()).toEqual([entry, entry]);
    expect(acknowledgeAlarms(needsOf(stores), book, 'olga')).toBeUndefined();
    expect(book.open()).toEqual([]);
  });

  test('is explained once, and no other alarm is', () => {
    const book = bookOf(stores);
    book.raise('bin-full', '3 packs');
    book.raise('pack-missing', 'SN1');
    expect(explainAlarms(needsOf(stores), book, [2, 1], signature)).toMatchObject({
      refused: 'conflict',
      detail: 'bin-full needs no explanation',
    });
    expect(explainAlarms(needsOf(stores), book, [2, 9], signature)).toMatchObject({ detail: 'alarm 9 is not open' });
    expect(book.open()).toHaveLength(2);
    expect(explainAlarms(needsOf(stores), book, [2, 2], signature)).toBeUndefined();
    expect(explainAlarms(needsOf(stores), book, [2], signature)).toMatchObject({ refused: 'conflict' });
    expect(stores.acts.of(1)).toHaveLength(1);
  });

  test('is explained though it could not be stored when it came', () => {
    const book = bookOf(stores);
    stores.db.exec("CREATE TEMP TRIGGER full BEFORE INSERT ON alarms BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    book.raise('pack-missing', 'SN1');
    book.raise('not-confirmed', 'SN2');
    stores.db.exec('DROP TRIGGER full');
    const [first, second] = book.open().map(({ alarm }) => alarm);
    expect(explainAlarms(needsOf(stores), book, [second ?? 0], signature)).toBeUndefined();
    expect(first).not.toBe(second);
    expect(book.open()).toMatchObject([{ code: 'pack-missing', alarm: 1 }]);
    expect(stores.alarms.ofBatch(1)).toMatchObject([
      { code: 'pack-missing', explanation: undefined },
      { code: 'not-confirmed', explanation: signature },
    ]);
  });
});

test('an alarm that nobody has looked at is not acknowledged with those that were', () => {
  const book = bookOf(stores);
  book.raise('bin-full', '3 packs');
  const seen = book.open().map(({ alarm }) => alarm);
  book.raise('silence', 'no carton for 10 s');
  expect(acknowledgeAlarms(needsOf(stores), book, 'olga', seen)).toMatchObject({
    refused: 'conflict',
    detail: 'silence has come since: no carton for 10 s',
    at: '/alarms',
  });
  expect(book.open()).toHaveLength(2);
  // One of those that were seen may have ended meanwhile.
  const now = [99, ...book.open().map(({ alarm }) => alarm)];
  expect(acknowledgeAlarms(needsOf(stores), book, 'olga', now)).toBeUndefined();
  expect(book.open()).toEqual([]);
});

test('without people it is acknowledged, unsigned, as the history says', () => {
  const book = bookOf(stores);
  assign(stores, anOrder());
  book.raise('bin-disagrees', '1 pack');
  expect(acknowledgeAlarms(needsOf(stores), book, 'operator at the line')).toBeUndefined();
  expect(stores.alarms.ofBatch(1)).toMatchObject([{ acknowledgedBy: 'operator at the line', explanation: undefined }]);
});

test('whenever the power fails, an alarm is explained with all that it changes, or it is open and nothing is changed', async () => {
  assign(stores, anOrder());
  await hire(stores.people, 'olga', 'operator');
  const gate = { passed: 3, rejected: 1, sampled: 0 };
  let survived = false;
  let ends = '';
  for (let steps = 1; !survived; steps++) {
    stores.batches.countFrom(1, gate);
    bookOf(stores).raise('counts-disagree', `the gate has counted ${steps} packs more`);
    const before = stores.acts.of(1).length;
    const [{ alarm } = { alarm: 0 }] = stores.alarms.open(LINE);
    stores.db.close();

    const life = mortal(home.directory, steps);
    const living = storesOf(life.db);
    try {
      explainAlarms(needsOf(living), bookOf(living), [alarm], signature);
    } catch (error) {
      if (!life.isDead()) throw error;
    }
    survived = !life.isDead();
    if (life.db.isOpen) life.db.close();

    stores = storesOf(openDatabase(home.directory));
    const open = stores.alarms.open(LINE).some((one) => one.alarm === alarm);
    ends += open ? 'o' : 'e';
    expect(stores.batches.get(1).gate).toEqual(open ? gate : undefined);
    expect(stores.acts.of(1).length).toBe(before + (open ? 0 : 1));
    expect(stores.alarms.ofBatch(1).find((one) => one.alarm === alarm)?.explanation).toEqual(
      open ? undefined : signature,
    );
  }
  expect(ends).toMatch(/^o+e+$/);
});

describe('a line with people', () => {
  let line: Line;
  let done: Promise<void>;
  afterEach(async () => {
    line.stop();
    await done;
  });

  test('stands until a pack that passed without a good verdict is explained, and tells so', async () => {
    await hire(stores.people, 'olga', 'operator');
    assign(stores, anOrder());
    line = lineAtWork(stores, new FakeWorld(new Map([[4, 'bad pack passes']])));
    done = line.work();
    await reached(() => line.state === 'Held');
    expect(line.acknowledge('olga')).toMatchObject({ refused: 'signature-needed' });
    expect(line.state).toBe('Held');
    const signed = line.alarms.open().filter((alarm) => alarm.signed);
    line.explain(
      signed.map(({ alarm }) => alarm),
      signature,
    );
    await reached(() => {
      if (line.state === 'Held') line.acknowledge('olga');
      return stores.batches.in('closed').length === 1;
    });
    expect(stores.acts.of(1)).toMatchObject([{ kind: 'explain-alarm', signature }]);
  });

  test('closes no batch of which an alarm waits for an explanation, though it stops nothing', async () => {
    await hire(stores.people, 'olga', 'operator');
    assign(stores, anOrder());
    line = lineAtWork(stores, new FakeWorld());
    done = line.work();
    await reached(() => line.run !== undefined);
    line.alarms.raise('not-confirmed', 'SN7: not confirmed at the gate');
    await reached(() => line.state === 'Completing' && (line.awaited()?.else.length ?? 0) > 0);
    expect(line.awaited()?.else).toEqual([
      'the alarm not-confirmed has to be explained and signed for: SN7: not confirmed at the gate',
    ]);
    expect(stores.batches.get(1).state).toBe('closing');
    line.explain([line.alarms.open()[0]?.alarm ?? 0], signature);
    await reached(() => stores.batches.in('closed').length === 1);
  });
});
