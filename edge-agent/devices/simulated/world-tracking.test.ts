import { describe, expect, test } from 'vitest';
import type { Faults } from './faults.ts';
import { blankCarton } from './picture.ts';
import { type Machines, World } from './world.ts';

const stations = { pitch: 100, printer: 150, camera: 250, gate: 450 };

/** A belt with `quota` cartons let in, whose machines keep a diary. */
function belt(quota: number, faults: Faults) {
  const diary: string[] = [];
  let [left, triggers] = [quota, 0];
  const machines: Machines = {
    infeedOpen: () => left > 0,
    entered: () => {
      left -= 1;
    },
    print: (carton) => ({ code: `C${carton}`, picture: blankCarton(), damage: undefined }),
    detected: (tooLong) => {
      triggers += 1;
      if (tooLong) diary.push(`${triggers} is too long`);
      return triggers;
    },
    missed: () => diary.push('missed'),
    look: ({ carton }, picture) => diary.push(`look ${carton}${picture === undefined ? ' at nothing' : ''}`),
    binned: () => undefined,
    gate: (sequence) => ({ verdict: undefined, position: sequence === undefined ? 'rejected' : 'passed' }),
    confirmed: ({ sequence }, fate) => diary.push(`${fate} ${sequence}`),
    strayed: (fate) => diary.push(`stray ${fate}`),
  };
  const world = new World(stations, machines, faults, () => 0.5);
  world.advance(5_000);
  return { diary, ledger: world.ledger };
}

describe('what a shift register does not know of', () => {
  test('a carton that gets in unbidden comes behind those that were let in', () => {
    const { ledger } = belt(3, { doubleFeedAt: 2 });
    expect(ledger.map(({ carton, printed }) => [carton, printed])).toEqual([
      [1, 'C1'],
      [2, 'C2'],
      [3, 'C3'],
      [4, 'C4'],
    ]);
  });

  test('cartons that touch are one, too long, and go the same way', () => {
    const { diary, ledger } = belt(3, { touchingAt: 2 });
    expect(diary).toContain('1 is too long');
    expect(ledger[1]).toEqual({ carton: 2, fate: 'passed' });
    expect(ledger.map(({ sequence }) => sequence)).toEqual([1, undefined, 2, 3]);
  });

  test('a carton that fell shows the camera nothing, and is too long', () => {
    const { diary } = belt(2, { fallenAt: 2 });
    expect(diary).toEqual(expect.arrayContaining(['2 is too long', 'look 2 at nothing']));
  });

  test('a carton that slipped is lost at its window, and strays in later', () => {
    const { diary, ledger } = belt(3, { slippedAt: 2 });
    expect(diary.filter((line) => /lost|stray|passed/.test(line))).toEqual([
      'passed 1',
      'lost 2',
      'stray rejected',
      'passed 3',
    ]);
    expect(ledger[1]).toMatchObject({ sequence: 2, fate: 'rejected' });
  });

  test('a carton that nobody detected strays to the gate', () => {
    const { diary, ledger } = belt(2, { undetectedAt: 1 });
    expect(diary).toEqual(['missed', 'look 2', 'stray rejected', 'passed 1']);
    expect(ledger.map(({ sequence }) => sequence)).toEqual([undefined, 1]);
  });

  test('a pack put on the belt by hand strays to the gate', () => {
    const { diary, ledger } = belt(2, { addedAtGate: 1 });
    expect(diary.filter((line) => /stray|passed/.test(line))).toEqual(['passed 1', 'stray rejected', 'passed 2']);
    expect(ledger.filter(({ printed }) => printed === undefined)).toHaveLength(1);
  });

  test('a camera that is triggered twice looks twice', () => {
    expect(belt(1, { doubleTriggerAt: 1 }).diary).toEqual(['look 1', 'look 1', 'passed 1']);
  });

  test('a print that fades is paler with each carton, and a head that fires in vain leaves nothing', () => {
    const { ledger } = belt(4, { fadingFrom: 3, blankAt: 2 });
    expect(ledger.map(({ damage }) => damage)).toEqual([undefined, 'blank', 'fading', 'fading']);
  });
});
