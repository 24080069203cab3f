import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AGENT_FIRST,
  AGENT_WORDS,
  agentRegisters,
  FATE_SLOTS,
  PLC_WORDS,
  plcRegisters,
  readLong,
  readPlcImage,
  VERDICT_SLOTS,
  writeLong,
} from './register-map.ts';

describe('the register map', () => {
  // Integrators build PLC programs against these numbers: a change here is a new map version.
  test('has the addresses that PLC programs were written for', () => {
    expect(plcRegisters).toEqual({
      mapVersion: 0,
      heartbeat: 1,
      flags: 2,
      zone: 3,
      triggers: 4,
      passed: 6,
      rejected: 8,
      sampled: 10,
      entered: 12,
      released: 14,
      commandDone: 16,
      lastFate: 17,
      binConfirmed: 19,
      fates: 24,
    });
    expect(agentRegisters).toEqual({ heartbeat: 200, command: 201, released: 203, rejectLimit: 205, verdicts: 210 });
  });

  test('lets each side be read or written in one request', () => {
    expect(plcRegisters.fates + FATE_SLOTS * 3).toBe(PLC_WORDS);
    expect(PLC_WORDS).toBeLessThanOrEqual(125);
    expect(agentRegisters.verdicts + VERDICT_SLOTS * 3).toBe(AGENT_FIRST + AGENT_WORDS);
    expect(AGENT_WORDS).toBeLessThanOrEqual(123);
  });

  test('puts the high word first', () => {
    expect(writeLong(0x12345678)).toEqual([0x1234, 0x5678]);
    fc.assert(
      fc.property(fc.nat({ max: 0xffff_ffff }), (value) => {
        expect(readLong(writeLong(value), 0)).toBe(value);
      }),
    );
  });

  test('shows missing air, open guards and an emergency stop where their good signals are absent', () => {
    const words = new Array<number>(PLC_WORDS).fill(0);
    expect(readPlcImage(words)).toMatchObject({ binFull: false, airLow: true, guardOpen: true, estop: true });
    words[2] = 39;
    expect(readPlcImage(words)).toMatchObject({ binFull: true, airLow: false, guardOpen: false, estop: false });
  });

  test('finds each fate in its slot', () => {
    const words = new Array<number>(PLC_WORDS).fill(0);
    words.splice(24 + 3 * 3, 3, 0, 35, 1);
    words.splice(24 + 4 * 3, 3, 0, 4, 4);
    const { fates } = readPlcImage(words);
    expect([fates[3], fates[4]]).toEqual([
      { sequence: 35, fate: 'passed' },
      { sequence: 4, fate: undefined },
    ]);
  });
});
