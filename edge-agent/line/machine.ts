import type { Device, Plc, PlcStatus, Printer, PrinterStatus, Reader } from '../devices/device.ts';
import { type AlarmCode, Halt } from './alarm-table.ts';

/** The devices of one line. */
export interface Machine {
  readonly printer: Printer;
  readonly reader: Reader;
  readonly plc: Plc;
}

/** Names and healths of the devices that are not up; empty when all are. */
export function notUp({ printer, reader, plc }: Machine): string[] {
  const devices: Record<string, Device> = { printer, camera: reader, gate: plc };
  return Object.entries(devices)
    .filter(([, device]) => device.health() !== 'up')
    .map(([name, device]) => `${name} ${device.health()}`);
}

/** Has gate and printer say whether something is wrong with them. Throws `Halt` when it is, or when they do not answer. */
export async function lookOver({ printer, plc }: Machine, signal: AbortSignal): Promise<void> {
  const gate = await orHalt('the gate', plc.status(signal));
  const gateSays = gateFault(gate);
  if (gateSays !== undefined) throw new Halt(gateSays, `${gate.zone} packs in the zone`);
  const labels = await orHalt('the printer', printer.status(signal));
  const printerSays = printerFault(labels);
  if (printerSays !== undefined) throw new Halt(printerSays, `${labels.waiting} labels wait in the printer`);
}

function gateFault({ binFull, airLow, guardOpen }: PlcStatus): AlarmCode | undefined {
  if (guardOpen) return 'guard-open';
  if (airLow) return 'air-low';
  return binFull ? 'bin-full' : undefined;
}

function printerFault({ paperOut, ribbonOut, headOpen, paused }: PrinterStatus): AlarmCode | undefined {
  if (headOpen) return 'head-open';
  if (paperOut) return 'paper-out';
  if (ribbonOut) return 'ribbon-out';
  // Printers pause by themselves for all of the above: on its own it means that somebody pressed the key.
  return paused ? 'printer-paused' : undefined;
}

/** Has a device do something; its failure stops the line. */
export async function orHalt<Answer>(what: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Halt('device-lost', `${what}: ${reason}`, { cause: error });
  }
}
