import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  methodArguments,
  methodNames,
  optionalBooleans,
  ownNode,
  readFates,
  readState,
  stateNames,
  variableNames,
} from './opcua-nodes.ts';

const state: Readonly<Record<string, unknown>> = {
  mapVersion: 2,
  heartbeat: 7,
  zone: 1,
  triggers: 9,
  passed: 5,
  rejected: 2,
  sampled: 1,
  binConfirmed: 2,
  released: 20,
  commandDone: 3,
  lastFate: 8,
  binFull: false,
  airOk: true,
  guardClosed: true,
  estopReleased: true,
  rejectLimit: false,
  trackingLost: false,
  starved: false,
  blocked: false,
};
const read = (more: object = {}) => {
  const values: Readonly<Record<string, unknown>> = { ...state, ...more };
  return readState((name) => values[name]);
};

describe('the nodes of the reject station', () => {
  // Integrators build servers against these identifiers: a change here is a new map version.
  test('have the identifiers that PLC programs were written for', () => {
    expect([...variableNames, ...methodNames].map(ownNode).map((id) => id.replace('s=RejectStation.', ''))).toEqual(
      (
        'MapVersion Heartbeat Zone Triggers Passed Rejected Sampled BinConfirmed Released CommandDone LastFate ' +
        'BinFull AirOk GuardClosed EstopReleased RejectLimit TrackingLost Starved Blocked Fates Beat Command Release Verdict LimitRejects'
      ).split(' '),
    );
    expect(methodArguments.verdict).toEqual(['UInt32', 'UInt16']);
  });

  test('show what is not well where its good signal is absent', () => {
    expect(read()).toMatchObject({ triggers: 9, airLow: false, guardOpen: false, estop: false });
    const alarms = { airOk: false, guardClosed: false, estopReleased: false };
    expect(read(alarms)).toMatchObject({ airLow: true, guardOpen: true, estop: true });
  });

  test('are refused by name when they hold something else', () => {
    const wrong = fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.constant(undefined),
      fc.array(fc.nat()),
      fc.constant(0.5),
    );
    const others = fc.oneof(wrong, fc.integer({ max: -1 }), fc.constant(2 ** 32), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.constantFrom(...stateNames), others, (name, value) => {
        fc.pre(value !== undefined || !optionalBooleans.some((one) => one === name));
        expect(() => read({ [name]: value })).toThrow(name);
      }),
    );
  });

  test('count as false where a PLC cannot tell and has no such node', () => {
    const lacking = { trackingLost: undefined, starved: undefined, blocked: undefined };
    expect(read(lacking)).toMatchObject({ trackingLost: false, starved: false, blocked: false });
  });

  test('hold 32 fates, each in its slot', () => {
    const words = new Uint32Array(64);
    words.set([35, 1], 6);
    words.set([4, 4], 8);
    for (const ring of [words, Array.from(words), Int32Array.from(words), Uint16Array.from(words)]) {
      expect(readFates(ring).slice(3, 5)).toEqual([
        { sequence: 35, fate: 'passed' },
        { sequence: 4, fate: undefined },
      ]);
    }
  });

  test.each([[undefined], [7], [new Uint32Array(63)], [['1']], [new Array(64).fill('x')]])('%j is no ring', (ring) => {
    expect(() => readFates(ring)).toThrow('fates of the PLC');
  });
});
