import type { Device, Plc, PlcStatus, Printer, Reader } from '../devices/device.ts';
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

/** What the machine itself says is wrong; undefined when nothing is. */
export function machineFault({ binFull, airLow, guardOpen }: PlcStatus): AlarmCode | undefined {
  if (guardOpen) return 'guard-open';
  if (airLow) return 'air-low';
  return binFull ? 'bin-full' : undefined;
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
