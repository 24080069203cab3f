import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ItemLabel, Plc, Printer, Read, Reader } from '../../edge-agent/devices/device.ts';
import { openPlc } from '../../edge-agent/devices/open-plc.ts';
import { openPrinter } from '../../edge-agent/devices/open-printer.ts';
import { openReader } from '../../edge-agent/devices/open-reader.ts';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import type { SimulatedLine } from '../../edge-agent/devices/simulated/line.ts';
import { templateDialect } from '../../edge-agent/devices/simulated/template-coder.ts';
import { writeElementString } from '../../shared/gs1/element-string.ts';
import { certain, never, startTestLine } from '../kit/simulated-line.ts';

const CARTONS = 12;

const labelOf = (number: number): ItemLabel => ({
  elements: [
    { ai: '01', value: '09506000134352' },
    { ai: '17', value: '271231' },
    { ai: '10', value: 'LOT_1' },
    { ai: '21', value: `S${number}` },
  ],
  text: [],
});
const codeOf = (number: number) => certain(writeElementString(labelOf(number).elements));

const coders = [
  ['videojet', {}, { name: 'CARTON', fields: { GTIN: '{01}', EXPIRY: '{17}', LOT: '{10}', SERIAL: '{21}' } }],
  ['template', templateDialect, { name: 'CARTON', fields: {} }],
] as const;

describe.each(coders)('a line with a coder of one message (%s)', (driver, more, job) => {
  let line: SimulatedLine;
  let devices: { printer: Printer; reader: Reader; plc: Plc };

  afterEach(async () => {
    await Promise.all(Object.values(devices).map((device) => device.close()));
    await line.close();
  });

  const start = async (faults: Faults) => {
    line = await startTestLine(faults, { drivers: { printer: driver } });
    const at = (port: number) => ({ host: '127.0.0.1', port, timeoutMs: 1_000, pollMs: 20 });
    devices = {
      printer: certain(openPrinter({ ...more, ...at(line.ports.printer), driver })),
      reader: certain(openReader(at(line.ports.reader))),
      plc: certain(openPlc(at(line.ports.plc))),
    };
    const all = Object.values(devices);
    await vi.waitFor(() => expect(all.every((device) => device.health() === 'up')).toBe(true), 10_000);
    await devices.printer.select(job, never());
  };

  /** Lets one carton at a time come to the camera; answers what was read on each. */
  const run = async () => {
    const reads: Read[] = [];
    devices.reader.onRead((read) => reads.push(read));
    for (let number = 1; number <= CARTONS; number++) {
      // A message that cannot be had leaves the carton with whatever the coder has.
      await devices.printer.print(labelOf(number), never()).catch(() => undefined);
      await devices.plc.release(1, never());
      await vi.waitFor(() => expect(reads.length).toBe(number), { timeout: 10_000, interval: 5 });
    }
    return reads.map(({ text }) => text?.slice(3));
  };
  const codes = Array.from({ length: CARTONS }, (_, index) => codeOf(index + 1));

  test('marks every carton with its own code', async () => {
    await start({});
    expect(await run()).toEqual(codes);
    expect(line.ledger().labels).toEqual({ received: CARTONS, printed: CARTONS, cancelled: 0, waiting: [] });
  });

  test('marks a carton with the code before when the update comes too late, and the next one rightly', async () => {
    await start({ bufferSlipAt: 5 });
    expect(await run()).toEqual(codes.with(4, codeOf(4)));
    expect(line.ledger().labels).toMatchObject({ received: CARTONS, printed: CARTONS, cancelled: 1 });
  });

  test('marks nothing from the moment it lost its power', async () => {
    await start({ printerPowerLostAt: 5 });
    expect(await run()).toEqual(codes.map((code, index) => (index < 4 ? code : undefined)));
  });
});
