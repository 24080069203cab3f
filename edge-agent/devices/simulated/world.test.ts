import { describe, expect, test } from 'vitest';
import type { Fate } from '../device.ts';
import type { Faults } from './faults.ts';
import { blankCarton } from './picture.ts';
import { type Machines, World } from './world.ts';

const stations = { pitch: 100, printer: 150, camera: 250, gate: 450 };

/** A world whose machines keep a diary and let `quota` cartons in. */
function diaryWorld(quota: number, faults: Faults = {}, position: Fate['fate'] = 'passed') {
  const diary: string[] = [];
  let [left, triggers] = [quota, 0];
  const machines: Machines = {
    infeedOpen: () => left > 0,
    entered: () => {
      left -= 1;
      diary.push('enter');
    },
    print: (carton) => {
      diary.push(`print ${carton}`);
      return { code: `C${carton}`, picture: blankCarton(), damage: undefined };
    },
    detected: () => {
      triggers += 1;
      return triggers;
    },
    missed: () => diary.push('missed'),
    look: ({ carton }, picture) => diary.push(`look ${carton}${picture === undefined ? ' at nothing' : ''}`),
    binned: () => diary.push('in the bin'),
    gate: () => ({ verdict: undefined, position }),
    confirmed: ({ sequence }, fate) => diary.push(`${fate} ${sequence}`),
    strayed: (fate) => diary.push(`stray ${fate}`),
  };
  return { diary, world: new World(stations, machines, faults, () => 0.5) };
}

describe('the world', () => {
  test('moves a carton past printer, camera and gate', () => {
    const { world, diary } = diaryWorld(1);
    for (const [millimetres, seen] of [
      [1, ['enter']],
      [148, ['enter']],
      [1, ['enter', 'print 1']],
      [100, ['enter', 'print 1', 'look 1']],
      [200, ['enter', 'print 1', 'look 1', 'passed 1']],
    ] as const) {
      world.advance(millimetres);
      expect(diary).toEqual(seen);
    }
    expect(world.ledger).toEqual([
      { carton: 1, printed: 'C1', damage: undefined, sequence: 1, verdict: undefined, fate: 'passed' },
    ]);
  });

  test('does the same in one long step as in many short ones', () => {
    const [long, short] = [diaryWorld(20), diaryWorld(20)];
    long.world.advance(5_000);
    for (let step = 0; step < 5_000; step++) short.world.advance(1);
    expect(short.diary).toEqual(long.diary);
    expect(short.world.ledger).toEqual(long.world.ledger);
    expect(long.world.ledger).toHaveLength(20);
  });

  test('keeps cartons a pitch apart', () => {
    const { world, diary } = diaryWorld(5);
    world.advance(250);
    expect(diary.filter((line) => line === 'enter')).toHaveLength(3);
  });

  test('knows how far it is to what comes next', () => {
    const { world } = diaryWorld(1);
    world.advance(10);
    expect(world.nextIn).toBe(140);
    world.advance(1_000);
    expect(world.nextIn).toBe(Number.POSITIVE_INFINITY);
  });

  test('lets everything pass a stuck gate, whatever the PLC orders', () => {
    const { world } = diaryWorld(3, { gateStuckAt: 2 }, 'rejected');
    world.advance(5_000);
    expect(world.ledger.map(({ fate }) => fate)).toEqual(['rejected', 'passed', 'passed']);
  });

  test('keeps a carton on the belt that the gate fired at in vain: only the bin’s sensor tells', () => {
    const { world, diary } = diaryWorld(3, { gateFiredNotMoved: 2 }, 'rejected');
    world.advance(5_000);
    expect(world.ledger.map(({ fate }) => fate)).toEqual(['rejected', 'passed', 'rejected']);
    expect(diary.filter((line) => /rejected|bin/.test(line))).toEqual([
      'in the bin',
      'rejected 1',
      'rejected 2',
      'in the bin',
      'rejected 3',
    ]);
  });

  test('confirms nothing for a carton that is gone at the gate, and nothing is in the bin', () => {
    const { world, diary } = diaryWorld(2, { goneWithoutFiring: 1 });
    world.advance(5_000);
    expect(world.ledger.map(({ fate }) => fate)).toEqual(['missing', 'passed']);
    expect(diary.filter((line) => /passed|lost|bin/.test(line))).toEqual(['lost 1', 'passed 2']);
  });

  test('gives no trigger to a carton taken off before the camera', () => {
    const { world, diary } = diaryWorld(3, { missingAtCamera: 2 });
    world.advance(5_000);
    expect(world.ledger.map(({ sequence, fate }) => [sequence, fate])).toEqual([
      [1, 'passed'],
      [undefined, 'missing'],
      [2, 'passed'],
    ]);
    expect(diary).toContain('missed');
  });

  test('confirms nothing for a carton taken off behind the camera', () => {
    const { world, diary } = diaryWorld(3, { missingAtGate: 2 });
    world.advance(5_000);
    expect(diary.filter((line) => /passed|lost/.test(line))).toEqual(['passed 1', 'lost 2', 'passed 3']);
    expect(world.ledger[1]).toMatchObject({ sequence: 2, fate: 'missing' });
  });

  test('counts a trigger that did not reach the camera', () => {
    const { world, diary } = diaryWorld(2, { missedTriggerRate: 1 });
    world.advance(5_000);
    expect(diary.some((line) => line.startsWith('look'))).toBe(false);
    expect(world.ledger.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
