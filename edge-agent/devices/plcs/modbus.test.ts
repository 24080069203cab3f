import { describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { listenModbus } from '../simulated/modbus-plc.ts';
import { PlcProgram } from '../simulated/plc-program.ts';
import { openModbusPlc } from './modbus.ts';
import { plcRegisters } from './register-map.ts';

class WithRegister extends PlcProgram {
  address = 0;
  value: number | undefined;

  override image(): number[] {
    const image = super.image();
    return this.value === undefined ? image : image.with(this.address, this.value);
  }
}

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
      program.value = 2;
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
