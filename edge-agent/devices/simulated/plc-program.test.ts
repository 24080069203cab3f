import { describe, expect, test } from 'vitest';
import { agentRegisters, readPlcImage, writeLong } from '../plcs/register-map.ts';
import type { Faults } from './faults.ts';
import { PlcProgram } from './plc-program.ts';

function plc(faults: Faults = {}) {
  const clock = { now: 1_000 };
  const program = new PlcProgram(faults, () => clock.now);
  let beat = 0;
  return {
    program,
    clock,
    beat: () => program.write(agentRegisters.heartbeat, [++beat]),
    release: (total: number) => program.write(agentRegisters.released, writeLong(total)),
    verdict: (sequence: number, code: number) =>
      program.write(agentRegisters.verdicts + (sequence % 8) * 3, [...writeLong(sequence), code]),
    purge: (id: number) => program.write(agentRegisters.command, [id, 2]),
    image: () => readPlcImage(program.image()),
  };
}

/** A PLC with an agent, quota for 10 and three cartons at the gate's side of the camera. */
function running() {
  const all = plc();
  all.beat();
  all.release(10);
  for (let carton = 0; carton < 3; carton++) {
    all.program.entered();
    all.program.detected();
  }
  return all;
}

describe('the PLC program', () => {
  test('opens the infeed for quota and a living agent only', () => {
    const { program, clock, beat, release } = plc();
    release(1);
    expect(program.infeedOpen()).toBe(false);
    beat();
    expect(program.infeedOpen()).toBe(true);
    clock.now += 501;
    expect(program.infeedOpen()).toBe(false);
    beat();
    program.entered();
    expect(program.infeedOpen()).toBe(false);
  });

  test('takes the same total twice as once', () => {
    const { release, image } = running();
    release(12);
    release(12);
    expect(image()).toMatchObject({ released: 12, entered: 3 });
  });

  test.each(['binFull', 'airLow', 'guardOpen', 'estop', 'starved', 'blocked'] as const)(
    'keeps the infeed shut for %s',
    (fault) => {
      const faults: Faults = {};
      const { program, beat, release } = plc(faults);
      beat();
      release(1);
      faults[fault] = true;
      expect(program.infeedOpen()).toBe(false);
    },
  );

  test('rejects what has no verdict and obeys the one it has', () => {
    const { program, verdict } = running();
    verdict(2, 1);
    verdict(3, 3);
    expect([1, 2, 3].map((sequence) => program.gate(sequence).position)).toEqual(['rejected', 'passed', 'sampled']);
  });

  test('ignores a verdict that comes too late', () => {
    const { program, verdict, image } = running();
    program.confirmed(1, 'rejected');
    verdict(1, 1);
    expect(program.gate(1).verdict).toBeUndefined();
    expect(image()).toMatchObject({ rejected: 1, passed: 0, lastFate: 1 });
  });

  test('holds verdicts for eight cartons that were written in one breath', () => {
    const { program, verdict, beat, release } = plc();
    beat();
    release(8);
    for (let carton = 0; carton < 8; carton++) program.detected();
    for (let sequence = 1; sequence <= 8; sequence++) verdict(sequence, 1);
    for (let sequence = 1; sequence <= 8; sequence++) expect(program.gate(sequence).position).toBe('passed');
  });

  test('a purge forgets the quota, rejects the zone and is done when that is empty', () => {
    const { program, verdict, purge, release, image } = running();
    verdict(1, 1);
    purge(1);
    expect(program.infeedOpen()).toBe(false);
    expect(program.gate(1).position).toBe('rejected');
    expect(() => release(20)).toThrow('exception 6');
    for (const sequence of [1, 2, 3]) {
      expect(image()).toMatchObject({ purging: true, commandDone: 0 });
      program.confirmed(sequence, 'rejected');
    }
    expect(image()).toMatchObject({ purging: false, commandDone: 1, zone: 0, released: 3 });
  });

  test('a purge of an empty zone is done at once, and the same number again is no new command', () => {
    const { purge, release, image } = plc();
    purge(4);
    expect(image().commandDone).toBe(4);
    release(5);
    purge(4);
    expect(image().released).toBe(5);
  });

  test('an emergency stop, however short, ends the quota and rejects the zone until a purge is done', () => {
    const faults: Faults = {};
    const { program, beat, release, verdict, purge, image } = plc(faults);
    beat();
    release(2);
    program.entered();
    program.detected();
    verdict(1, 1);
    faults.estop = true;
    expect(image()).toMatchObject({ estop: true, zone: 1, released: 1 });
    faults.estop = false;
    expect(image()).toMatchObject({ estop: false });
    expect(program.infeedOpen()).toBe(false);
    expect(() => release(5)).toThrow('exception 6');
    expect(program.gate(1).position).toBe('rejected');
    program.confirmed(1, 'rejected');
    purge(1);
    release(2);
    expect(program.infeedOpen()).toBe(true);
  });

  test('stops after as many rejects in a row as it was told, and goes on after a purge', () => {
    const { program, beat, image, purge, release } = running();
    program.write(agentRegisters.rejectLimit, [2]);
    program.confirmed(1, 'rejected');
    expect(program.infeedOpen()).toBe(true);
    program.confirmed(2, 'rejected');
    program.confirmed(3, 'passed');
    expect(image()).toMatchObject({ rejectLimit: true });
    expect(program.infeedOpen()).toBe(false);
    purge(1);
    beat();
    release(4);
    expect(image()).toMatchObject({ rejectLimit: false });
    expect(program.infeedOpen()).toBe(true);
  });

  test('counts what its bin saw apart from what its gate moved', () => {
    const { program, image } = running();
    program.confirmed(1, 'rejected');
    expect(image()).toMatchObject({ rejected: 1, binConfirmed: 0 });
    program.binned();
    expect(image()).toMatchObject({ rejected: 1, binConfirmed: 1 });
  });

  test('remembers 32 fates', () => {
    const { program, image } = plc();
    for (let sequence = 1; sequence <= 40; sequence++) {
      program.entered();
      program.detected();
      program.confirmed(sequence, sequence % 2 === 0 ? 'passed' : 'rejected');
    }
    const { fates, lastFate, passed, rejected } = image();
    expect({ lastFate, passed, rejected }).toEqual({ lastFate: 40, passed: 20, rejected: 20 });
    expect(fates.map(({ sequence }) => sequence).toSorted((a, b) => a - b)[0]).toBe(9);
  });

  test.each([
    ['an address below its own', 199, [1], 2],
    ['an address beyond its own', 233, [1, 1], 2],
    ['a register of the PLC', 3, [0], 2],
    ['a command it does not know', agentRegisters.command, [1, 9], 3],
    ['a verdict it does not know', agentRegisters.verdicts, [0, 1, 9], 3],
    ['a total below what has entered', agentRegisters.released, [0, 1], 3],
  ])('turns down %s', (_, address, words, code) => {
    const { program } = running();
    expect(() => program.write(address, words)).toThrow(`exception ${code}`);
  });

  test.each<[string, (all: ReturnType<typeof running>) => void]>([
    [
      'more came in than was let in',
      ({ program, release }) => {
        release(3);
        program.entered();
      },
    ],
    ['what passes the detector is too long', ({ program }) => void program.detected(true)],
    ['something is at the gate when nothing is due', ({ program }) => void program.gate(undefined)],
  ])('loses track when %s: it rejects everything and lets nothing in until a purge', (_, happens) => {
    const all = running();
    const { program, image, verdict, purge } = all;
    verdict(1, 1);
    happens(all);
    expect(image()).toMatchObject({ trackingLost: true });
    expect(program.infeedOpen()).toBe(false);
    expect(program.gate(1)).toMatchObject({ position: 'rejected' });
    purge(7);
    for (let zone = image().zone; zone > 0; zone--) program.missed();
    expect(image()).toMatchObject({ trackingLost: false, commandDone: 7 });
  });
});
