import type {
  Device,
  LayerReader,
  Packer,
  Plc,
  PlcStatus,
  Printer,
  PrinterStatus,
  Reader,
  Scanner,
} from '../devices/device.ts';
import { type AlarmCode, Halt } from './alarm-table.ts';

/** The devices of one line; those of the packing stations only where it has them. */
export interface Machine {
  readonly printer: Printer;
  readonly reader: Reader;
  readonly plc: Plc;
  readonly layerCamera?: LayerReader | undefined;
  readonly packer?: Packer | undefined;
  readonly labelPrinter?: Printer | undefined;
  readonly labelScanner?: Scanner | undefined;
  readonly handhelds?: readonly Scanner[] | undefined;
}

/** The devices by the names that people know them by. */
export function devicesOf(machine: Machine): Record<string, Device> {
  const { printer, reader, plc, layerCamera, packer, labelPrinter, labelScanner, handhelds = [] } = machine;
  return {
    printer,
    camera: reader,
    gate: plc,
    ...(layerCamera && { 'layer camera': layerCamera }),
    ...(packer && { packer }),
    ...(labelPrinter && { 'label printer': labelPrinter }),
    ...(labelScanner && { 'label scanner': labelScanner }),
    ...Object.fromEntries(handhelds.map((one, i) => [`handheld ${i + 1}`, one])),
  };
}

/** Names and healths of the devices without which the line cannot run and that are not up; empty when all are. */
export function notUp(machine: Machine): string[] {
  return Object.entries(devicesOf(machine))
    .filter(([name, device]) => !name.startsWith('handheld') && device.health() !== 'up')
    .map(([name, device]) => `${name} ${device.health()}`);
}

/** What keeps a machine waiting though nothing is wrong with it: no cartons come, or nobody takes them away. */
export type ExternalCause = 'starved' | 'blocked';

/**
 * Has gate and printer say whether something is wrong with them, and whether the machine waits for others.
 *
 * @param seen told what the gate says when nothing is wrong with it
 * @throws Halt when something is wrong, or when they do not answer
 */
export async function lookOver(
  { printer, plc, packer }: Machine,
  signal: AbortSignal,
  seen: (gate: PlcStatus) => void = () => undefined,
): Promise<ExternalCause | undefined> {
  const gate = await orHalt('the gate', plc.status(signal));
  const gateSays = gateFault(gate);
  if (gateSays !== undefined) throw new Halt(gateSays, `${gate.zone} packs in the zone`);
  seen(gate);
  const labels = await orHalt('the printer', printer.status(signal));
  const printerSays = printerFault(labels);
  if (printerSays !== undefined) throw new Halt(printerSays, `${labels.waiting} labels wait in the printer`);
  const packing = packer && (await orHalt('the packer', packer.status(signal)));
  if (packing?.estop) throw new Halt('e-stop', 'at the packer');
  if (packing?.guardOpen) throw new Halt('guard-open', 'at the packer');
  if (gate.blocked === true || packing?.blocked === true) return 'blocked';
  return gate.starved === true ? 'starved' : undefined;
}

function gateFault({ binFull, airLow, guardOpen, estop, rejectLimit, trackingLost }: PlcStatus): AlarmCode | undefined {
  if (estop) return 'e-stop';
  if (guardOpen) return 'guard-open';
  if (airLow) return 'air-low';
  if (binFull) return 'bin-full';
  if (trackingLost === true) return 'tracking-lost';
  return rejectLimit ? 'consecutive-rejects' : undefined;
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
