import type { Fate, Verdict } from '../device.ts';
import type { StationImage } from './station.ts';

/**
 * The register map of the infeed and reject station: Modbus holding registers, zero-based addresses, big-endian words,
 * and of a 32-bit number the high word first. Both sides of the wire are written against this file.
 *
 * The PLC owns 0–119 and the agent reads them with one FC03, so that what it sees belongs together. The agent owns
 * 200–233 and writes what belongs together with one FC16. Everything the agent writes is absolute (a total, a
 * numbered command, a verdict for a named trigger), so a write that is repeated changes nothing.
 */
export const MAP_VERSION = 2;

/** How fast each side's heartbeat has to change. */
export const HEARTBEAT_MS = 500;

/** PLC → agent. Numbers of two words take their own address and the next. */
export const plcRegisters = {
  /** Always `MAP_VERSION`. */
  mapVersion: 0,
  /** Changes at least every 500 ms while the PLC's program runs, even if its network card would answer without it. */
  heartbeat: 1,
  /** Bits of `flags`. */
  flags: 2,
  /** Cartons between infeed and gate. */
  zone: 3,
  /** Two words: cartons that reached the camera. Each got its trigger's number, from 1. */
  triggers: 4,
  /** Two words each: cartons confirmed behind the gate. `rejected` counts what the gate moved off the belt, as it believes. */
  passed: 6,
  rejected: 8,
  sampled: 10,
  /** Two words: cartons that entered. The infeed opens while `entered` < `released`. */
  entered: 12,
  /** Two words: the total released, as the PLC holds it. A purge sets it to `entered`. */
  released: 14,
  /** Number of the last command that is done. */
  commandDone: 16,
  /** Two words: the trigger whose fate was told last. Fates are told in the order of triggers, without a gap. */
  lastFate: 17,
  /** Two words: what the reject bin's own sensor saw fall in. A pack may be on its way from the gate to it. */
  binConfirmed: 19,
  /** 32 slots of three words (trigger, trigger, fate code); trigger t stands in slot t mod 32. */
  fates: 24,
} as const;
export const PLC_WORDS = 120;

/** Agent → PLC. */
export const agentRegisters = {
  /** The agent changes it at least every 500 ms; while it stands still nothing enters. */
  heartbeat: 200,
  /** Two words written together: a number that differs from the last command's, then one of `commands`. */
  command: 201,
  /** Two words: the total of cartons that may have entered since the PLC was commissioned. */
  released: 203,
  /** Rejects in a row after which nothing enters until the next purge; 0 for never, as a PLC begins. */
  rejectLimit: 205,
  /** Eight mailboxes of three words (trigger, trigger, verdict code); trigger t goes to mailbox t mod 8. */
  verdicts: 210,
} as const;
export const AGENT_FIRST = 200;
export const AGENT_WORDS = 34;

export const FATE_SLOTS = 32;
export const VERDICT_SLOTS = 8;

/**
 * `estopReleased`: the emergency stop's circuit is closed. Once it opened, the PLC has aborted: it forgets the quota, rejects
 * the whole zone and takes no quota until the next purge. `rejectLimit`: too many rejects in a row, likewise until the next purge.
 * `starved`: cartons are let in and none come. `blocked`: what leaves the gate has nowhere to go. A PLC that cannot tell leaves both 0.
 * `trackingLost`: what passed a sensor is not what the shift register says: too long for one carton, more than were let in, or there when nothing
 * was due. Nothing enters and the whole zone is rejected until the next purge.
 */
export const flags = {
  binFull: 1,
  airOk: 2,
  guardClosed: 4,
  purging: 8,
  agentGone: 16,
  estopReleased: 32,
  rejectLimit: 64,
  starved: 128,
  blocked: 256,
  trackingLost: 512,
} as const;

/** `purge`: stop the infeed, forget the quota, reject the whole zone; done when the zone is empty. */
export const commands = { purge: 2 } as const;

/** `lost`: the carton's window passed behind the gate and nothing arrived. */
export const fateCodes = { passed: 1, rejected: 2, sampled: 3, lost: 4 } as const;
export const verdictCodes = { good: 1, reject: 2, sample: 3 } as const satisfies Record<Verdict, number>;

/** What one look at the PLC's registers shows. */
export interface PlcImage extends StationImage {
  readonly purging: boolean;
  readonly entered: number;
}

/** Splits a number of up to 32 bits into its two words. */
export const writeLong = (value: number): [high: number, low: number] => [(value >>> 16) & 0xffff, value & 0xffff];

/** Puts the two words at `address` together. */
export const readLong = (words: readonly number[], address: number): number =>
  (words[address] ?? 0) * 0x10000 + (words[address + 1] ?? 0);

/** By fate code; undefined for what nobody knows. */
export const fateNames: readonly (Fate['fate'] | undefined)[] = [undefined, 'passed', 'rejected', 'sampled', undefined];

/** Reads the PLC's block of registers. */
export function readPlcImage(words: readonly number[]): PlcImage {
  const word = (address: number) => words[address] ?? 0;
  const on = (flag: number) => (word(plcRegisters.flags) & flag) !== 0;
  const long = (address: number) => readLong(words, address);
  return {
    mapVersion: word(plcRegisters.mapVersion),
    heartbeat: word(plcRegisters.heartbeat),
    binFull: on(flags.binFull),
    airLow: !on(flags.airOk),
    guardOpen: !on(flags.guardClosed),
    estop: !on(flags.estopReleased),
    rejectLimit: on(flags.rejectLimit),
    starved: on(flags.starved),
    blocked: on(flags.blocked),
    trackingLost: on(flags.trackingLost),
    purging: on(flags.purging),
    zone: word(plcRegisters.zone),
    triggers: long(plcRegisters.triggers),
    passed: long(plcRegisters.passed),
    rejected: long(plcRegisters.rejected),
    sampled: long(plcRegisters.sampled),
    binConfirmed: long(plcRegisters.binConfirmed),
    entered: long(plcRegisters.entered),
    released: long(plcRegisters.released),
    commandDone: word(plcRegisters.commandDone),
    lastFate: long(plcRegisters.lastFate),
    fates: Array.from({ length: FATE_SLOTS }, (_, slot) => {
      const address = plcRegisters.fates + slot * 3;
      return { sequence: long(address), fate: fateNames[word(address + 2)] };
    }),
  };
}
