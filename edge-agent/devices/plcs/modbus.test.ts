import { describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { ModbusException } from '../simulated/modbus-exception.ts';
import { listenModbus } from '../simulated/modbus-plc.ts';
import { PlcProgram } from '../simulated/plc-program.ts';
import { openModbusPlc } from './modbus.ts';
import { MAP_VERSION, plcRegisters, readPlcImage } from './register-map.ts';

class WithRegister extends PlcProgram {
  address = 0;
  value: number | undefined;
  answersWrites = true;

  override image(): number[] {
    const image = super.image();
    return this.value === undefined ? image : image.with(this.address, this.value);
  }

  override write(address: number, words: readonly number[]): void {
    super.write(address, words);
    if (!this.answersWrites) throw new ModbusException(4);
  }

  released(): number {
    return readPlcImage(super.image()).released;
  }
}

const never = new AbortController().signal;

async function withPlc(work: (program: WithRegister, open: () => ReturnType<typeof opened>) => Promise<void>) {
  const program = new WithRegister({}, () => performance.now());
  const listening = await listenModbus(program, { host: '127.0.0.1', port: 0 });
  try {
    await work(program, () => opened(listening.port));
  } finally {
    await listening.close();
  }
}

function opened(port: number) {
  const plc = openModbusPlc({ host: '127.0.0.1', port, timeoutMs: 300, pollMs: 10 });
  if (isRefusal(plc)) throw new Error(plc.detail);
  return plc;
}

describe('a Modbus driver', () => {
  test('does not work with another register map', async () => {
    await withPlc(async (program, open) => {
      program.value = MAP_VERSION + 1;
      const plc = open();
      await vi.waitFor(() => expect(plc.health()).toBe('misconfigured'));
      await plc.close();
    });
  });

  test('notices a PLC whose network card answers and whose program has stopped', async () => {
    await withPlc(async (program, open) => {
      const plc = open();
      await vi.waitFor(() => expect(plc.health()).toBe('up'));
      Object.assign(program, { address: plcRegisters.heartbeat, value: 7 });
      await vi.waitFor(() => expect(plc.health()).toBe('refused'), 5_000);
      program.value = undefined;
      await vi.waitFor(() => expect(plc.health()).toBe('up'));
      await plc.close();
    });
  });

  test('releases on top of what it has released, however late the PLC shows that', async () => {
    await withPlc(async (program, open) => {
      const plc = open();
      await vi.waitFor(() => expect(plc.health()).toBe('up'));
      Object.assign(program, { address: plcRegisters.released + 1, value: 0 });
      await plc.release(3, never);
      await plc.status(never);
      await plc.release(2, never);
      expect(program.released()).toBe(5);
      await plc.close();
    });
  });

  test('asks the PLC for the total after a release that may or may not have arrived', async () => {
    await withPlc(async (program, open) => {
      const plc = open();
      await vi.waitFor(() => expect(plc.health()).toBe('up'));
      program.answersWrites = false;
      await expect(plc.release(3, never)).rejects.toMatchObject({ kind: 'rejected' });
      program.answersWrites = true;
      await vi.waitFor(() => plc.release(2, never));
      expect(program.released()).toBe(5);
      await plc.close();
    });
  });

  test('tells the PLC that it is there', async () => {
    let now = 0;
    const program = new PlcProgram({}, () => now);
    const listening = await listenModbus(program, { host: '127.0.0.1', port: 0 });
    program.write(203, [0, 1]);
    expect(program.infeedOpen()).toBe(false);
    const plc = opened(listening.port);
    await vi.waitFor(() => expect(program.infeedOpen()).toBe(true));
    await plc.close();
    now += 501;
    expect(program.infeedOpen()).toBe(false);
    await listening.close();
  });

  test('closes while it is still trying to connect', async () => {
    const plc = opened(9);
    await plc.close();
    expect(plc.health()).not.toBe('up');
  });
});
