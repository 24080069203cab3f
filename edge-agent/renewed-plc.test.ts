import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { Fate } from './devices/device.ts';
import { openModbusPlc } from './devices/plcs/modbus.ts';
import { ModbusException } from './devices/simulated/modbus-exception.ts';
import { listenModbus } from './devices/simulated/modbus-plc.ts';
import { PlcProgram } from './devices/simulated/plc-program.ts';
import { RenewedPlc } from './renewed-plc.ts';

class Booting extends PlcProgram {
  booting = false;

  override image(): number[] {
    if (this.booting) throw new ModbusException(6);
    return super.image();
  }

  /** A carton goes all the way. */
  pass(sequence: number): void {
    this.entered();
    this.detected();
    this.confirmed(sequence, 'passed');
  }
}

describe('a controller that is opened anew when its driver has given up', () => {
  let program: Booting;
  let listening: Awaited<ReturnType<typeof listenModbus>>;
  let plc: RenewedPlc;
  let fates: Fate[];
  const health = (expected: string) => vi.waitFor(() => expect(plc.health()).toBe(expected), 5_000);
  const gate = (from: object = {}) => {
    const opened = openModbusPlc({ host: '127.0.0.1', port: listening.port, pollMs: 10, ...from });
    if (isRefusal(opened)) throw new Error(opened.detail);
    return opened;
  };
  const begin = (from: object) => {
    plc = new RenewedPlc(gate(from), gate);
    plc.onFate((fate) => fates.push(fate));
  };
  const longAfter = () => vi.advanceTimersByTime(60_000);

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    program = new Booting({}, () => performance.now());
    listening = await listenModbus(program, { host: '127.0.0.1', port: 0 });
    fates = [];
  });
  afterEach(async () => {
    await plc.close();
    await listening.close();
    vi.useRealTimers();
  });

  test('tells what passed while it turned every question down, for however long', async () => {
    begin({});
    await health('up');
    program.booting = true;
    await health('misconfigured');
    program.pass(1);
    program.pass(2);
    longAfter();
    program.booting = false;
    await health('up');
    expect(fates).toEqual([
      { sequence: 1, fate: 'passed' },
      { sequence: 2, fate: 'passed' },
    ]);
  });

  test('begins where the controller stands once its counters have gone back', async () => {
    program.pass(1);
    begin({ afterFate: 7 });
    await health('misconfigured');
    longAfter();
    await health('up');
    program.pass(2);
    await vi.waitFor(() => expect(fates).toEqual([{ sequence: 2, fate: 'passed' }]));
  });
});
