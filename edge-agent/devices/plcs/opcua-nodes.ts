import { DeviceFault } from '../device-fault.ts';
import { FATE_SLOTS, fateNames } from './register-map.ts';
import type { StationImage } from './station.ts';

/**
 * The reject station as nodes of an OPC UA server: the data of `register-map.ts` by name, which also says what each means.
 * Identifiers are without their namespace. An integrator builds these, or names nodes of his own in the address.
 */
export const NAMESPACE = 'urn:seriate:reject-station';

/** The object that holds the others, and on which methods are called. */
export const STATION = 's=RejectStation';

/** Integers, of whatever width. */
const numbers = [
  'mapVersion',
  'heartbeat',
  'zone',
  'triggers',
  'passed',
  'rejected',
  'sampled',
  'binConfirmed',
  'released',
  'commandDone',
  'lastFate',
] as const;

/** Booleans. What has to be well is true while it is, so that a broken wire shows as a fault. */
export const booleans = ['binFull', 'airOk', 'guardClosed', 'estopReleased', 'rejectLimit'] as const;

/** Booleans that a PLC may lack which cannot tell: a node that is not there counts as false. */
export const optionalBooleans = ['trackingLost', 'starved', 'blocked'] as const;

/** Variables that are read in one request. */
export const stateNames = [...numbers, ...booleans, ...optionalBooleans] as const;

/**
 * `fates` is an array of 64 integers: 32 slots of trigger and fate code. The PLC fills a slot before it moves `lastFate` on to
 * it, and the driver reads `fates` after `lastFate`: a slot that is being filled is never taken for one that is told.
 */
export const variableNames = [...stateNames, 'fates'] as const;
export type VariableName = (typeof variableNames)[number];

/** Methods with the types of their input arguments. None has an output; a bad status turns the call down. */
export const methodArguments = {
  beat: ['UInt16'],
  command: ['UInt16', 'UInt16'],
  release: ['UInt32'],
  verdict: ['UInt32', 'UInt16'],
  limitRejects: ['UInt16'],
} as const;
export type MethodName = keyof typeof methodArguments;
export const methodNames = ['beat', 'command', 'release', 'verdict', 'limitRejects'] as const satisfies MethodName[];

/** The identifier of a variable or method in our own model: `s=RejectStation.LastFate`. */
export const ownNode = (name: VariableName | MethodName): string =>
  `${STATION}.${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const wrong = (name: VariableName, expected: string) =>
  new DeviceFault('rejected', `${name} of the PLC is not ${expected}: its node is another one than the address says`);

function wholeNumber(name: VariableName, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff) return value;
  throw wrong(name, 'a whole number of at most 32 bits');
}

function truth(name: VariableName, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw wrong(name, 'a Boolean');
}

/**
 * Reads the station's state out of the values of `stateNames`, without fates.
 *
 * @throws DeviceFault `rejected` naming the variable that holds something else
 */
export function readState(held: (name: (typeof stateNames)[number]) => unknown): Omit<StationImage, 'fates'> {
  const number = (name: (typeof numbers)[number]) => wholeNumber(name, held(name));
  const is = (name: (typeof booleans)[number]) => truth(name, held(name));
  const may = (name: (typeof optionalBooleans)[number]) => held(name) !== undefined && truth(name, held(name));
  return {
    mapVersion: number('mapVersion'),
    heartbeat: number('heartbeat'),
    zone: number('zone'),
    triggers: number('triggers'),
    passed: number('passed'),
    rejected: number('rejected'),
    sampled: number('sampled'),
    binConfirmed: number('binConfirmed'),
    released: number('released'),
    commandDone: number('commandDone'),
    lastFate: number('lastFate'),
    binFull: is('binFull'),
    airLow: !is('airOk'),
    guardOpen: !is('guardClosed'),
    estop: !is('estopReleased'),
    rejectLimit: is('rejectLimit'),
    trackingLost: may('trackingLost'),
    starved: may('starved'),
    blocked: may('blocked'),
  };
}

const isTyped = (value: unknown) =>
  value instanceof Uint32Array ||
  value instanceof Int32Array ||
  value instanceof Uint16Array ||
  value instanceof Int16Array;

/**
 * Reads the ring of fates.
 *
 * @throws DeviceFault `rejected` when it is not 64 integers
 */
export function readFates(value: unknown): StationImage['fates'] {
  const words: readonly unknown[] = Array.isArray(value) || isTyped(value) ? Array.from(value) : [];
  if (words.length !== FATE_SLOTS * 2) throw wrong('fates', `an array of ${FATE_SLOTS * 2} integers`);
  return Array.from({ length: FATE_SLOTS }, (_, slot) => ({
    sequence: wholeNumber('fates', words[slot * 2]),
    fate: fateNames[wholeNumber('fates', words[slot * 2 + 1])],
  }));
}
