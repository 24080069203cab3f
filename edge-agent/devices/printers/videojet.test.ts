import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { ItemLabel, Printer } from '../device.ts';
import { boundPort } from '../listen.ts';
import type { Faults } from '../simulated/faults.ts';
import type { Listening } from '../simulated/listener.ts';
import { SimulatedVideojet } from '../simulated/videojet-coder.ts';
import { openVideojetCoder } from './videojet.ts';

const never = new AbortController().signal;
const here = { host: '127.0.0.1', port: 0 };
const fields = { GTIN: '{01}', EXPIRY: '{17}', LOT: '{10}', SERIAL: '{21}' };
const label = (serial: string): ItemLabel => ({
  elements: [
    { ai: '01', value: '09506000134352' },
    { ai: '17', value: '271231' },
    { ai: '10', value: 'LOT1' },
    { ai: '21', value: serial },
  ],
  text: [],
});

function opened(port: number, more: object = {}): Printer {
  const printer = openVideojetCoder({ host: '127.0.0.1', port, timeoutMs: 400, pollMs: 30, ...more });
  if (isRefusal(printer)) throw new Error(printer.detail);
  return printer;
}

describe('a Videojet coder', () => {
  let faults: Faults;
  let device: SimulatedVideojet;
  let listening: Listening;
  let coder: Printer;
  let cartons: number;
  const up = (printer: Printer) => vi.waitFor(() => expect(printer.health()).toBe('up'), 5_000);
  const carton = () => {
    cartons += 1;
    return device.print(cartons)?.code;
  };

  beforeEach(async () => {
    faults = {};
    cartons = 0;
    device = new SimulatedVideojet({ faults, random: { voids: () => 1, growth: () => 1, contrast: () => 1 } });
    listening = await device.listen(here);
    coder = opened(listening.port);
    await up(coder);
  });
  afterEach(async () => {
    await coder.close();
    await listening.close();
  });

  test('prints its message on every carton until it is told another', async () => {
    await coder.select({ name: 'CARTON', fields }, never);
    await coder.print(label('A1'), never);
    expect([carton(), carton()].map((code) => code?.slice(-4))).toEqual(['21A1', '21A1']);
    await coder.print(label('A2'), never);
    expect(carton()?.slice(-4)).toBe('21A2');
  });

  test('takes a field it does not have without a word, and prints what it printed before', async () => {
    await coder.select({ name: 'CARTON', fields: { ...fields, SERIAL: 'fixed', SERIALNUMBER: '{21}' } }, never);
    await coder.print(label('A1'), never);
    await coder.print(label('A2'), never);
    expect(carton()?.slice(-7)).toBe('21fixed');
  });

  test('is told the whole code in one field when it is known what stands for FNC1', async () => {
    const other = opened(listening.port, { fnc1: '~1' });
    await coder.close();
    await up(other);
    await other.select({ name: 'CODE', fields: { CODE: '{code}' } }, never);
    await other.print(label('A1'), never);
    expect(carton()).toBe('01095060001343521727123110LOT1\x1d21A1');
    await other.close();
  });

  test('is not told a separator that its language cannot carry', async () => {
    await coder.select({ name: 'CODE', fields: { CODE: '{code}' } }, never);
    await expect(coder.print(label('A1'), never)).rejects.toMatchObject({ kind: 'rejected' });
    expect(carton()).toBeUndefined();
  });

  test('without a job prints nothing', async () => {
    await expect(coder.print(label('A1'), never)).rejects.toMatchObject({ kind: 'rejected' });
    await expect(coder.select({ name: 'NO SUCH', fields }, never)).rejects.toMatchObject({ kind: 'rejected' });
    await expect(coder.print(label('A1'), never)).rejects.toMatchObject({ kind: 'rejected' });
  });

  test('does not print the message before when a new job is selected', async () => {
    await coder.select({ name: 'CARTON', fields }, never);
    await coder.print(label('A1'), never);
    await coder.select({ name: 'CARTON', fields }, never);
    expect(carton()).toBeUndefined();
  });

  test('has lost its job when it lost its power, and says so', async () => {
    await coder.select({ name: 'CARTON', fields }, never);
    device.losePower();
    await vi.waitFor(() => expect(coder.health()).not.toBe('up'));
    await up(coder);
    await expect(coder.status(never)).rejects.toMatchObject({ kind: 'rejected' });
    await expect(coder.print(label('A1'), never)).rejects.toMatchObject({ kind: 'rejected' });
    await coder.select({ name: 'CARTON', fields }, never);
    await coder.print(label('A1'), never);
    expect(carton()?.slice(-4)).toBe('21A1');
  });

  test('counts its prints late, so that a printed message may be said to wait, and not for long', async () => {
    await coder.select({ name: 'CARTON', fields }, never);
    await coder.print(label('A1'), never);
    expect((await coder.status(never)).waiting).toBe(1);
    carton();
    await vi.waitFor(async () => expect((await coder.status(never)).waiting).toBe(0));
  });

  test('that lacks something is not let run by selecting a job', async () => {
    faults.paperOut = true;
    await expect(coder.select({ name: 'CARTON', fields }, never)).rejects.toMatchObject({ kind: 'rejected' });
  });

  test('that somebody set running while it should stand is reported', async () => {
    await coder.select({ name: 'CARTON', fields }, never);
    await coder.print(label('A1'), never);
    await coder.cancelAll(never);
    await coder.close();
    const operator = opened(listening.port);
    await up(operator);
    expect((await operator.status(never)).paused).toBe(true);
    await operator.close();
  });
});

test('a device that answers something else is misconfigured', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write('220 ready\r\n'));
  });
  server.listen(here);
  await once(server, 'listening');
  const coder = opened(boundPort(server), { timeoutMs: 100 });
  await vi.waitFor(() => expect(coder.health()).toBe('misconfigured'), 5_000);
  await coder.close();
  server.close();
});
