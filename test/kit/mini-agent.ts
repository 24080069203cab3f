import type { Fate, ItemLabel, Read, Reader, SequenceRange } from '../../edge-agent/devices/device.ts';
import { openModbusPlc } from '../../edge-agent/devices/plcs/modbus.ts';
import { openZplPrinter } from '../../edge-agent/devices/printers/zpl.ts';
import { openDmccReader } from '../../edge-agent/devices/readers/dmcc.ts';
import type { SimulatedLine } from '../../edge-agent/devices/simulated/line.ts';
import { writeElementString } from '../../shared/gs1/element-string.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { certain, never } from './simulated-line.ts';

/** The label of the n-th carton. */
const labelOf = (number: number): ItemLabel => ({
  elements: [
    { ai: '01', value: '09506000134352' },
    { ai: '17', value: '271231' },
    { ai: '10', value: 'LOT_1' },
    { ai: '21', value: `S${String(number).padStart(6, '0')}` },
  ],
  text: [`SN ${number}`],
});

/** The element string of the n-th carton's label. */
export const codeOf = (number: number): string => certain(writeElementString(labelOf(number).elements));

/**
 * The least that can run a line: it takes trigger n for label n, lets good codes pass and judges nothing else. What the
 * real line does about faults it leaves undone, so that a test sees what the devices themselves do.
 */
export function openMiniAgent(
  { ports }: SimulatedLine,
  openReader: (address: unknown) => Reader | Refusal = openDmccReader,
) {
  const at = (port: number) => ({ host: '127.0.0.1', port, timeoutMs: 1_000, pollMs: 20 });
  const printer = certain(openZplPrinter(at(ports.printer)));
  const results = ports.readerResults === undefined ? {} : { resultsPort: ports.readerResults };
  const reader = certain(openReader({ ...at(ports.reader), ...results }));
  const plc = certain(openModbusPlc(at(ports.plc)));
  const reads: Read[] = [];
  const fates: Fate[] = [];
  const unknown: SequenceRange[] = [];
  const failed: unknown[] = [];
  plc.onFate((fate) => fates.push(fate));
  plc.onUnknownFates((range) => unknown.push(range));
  reader.onRead((read) => {
    reads.push(read);
    const good = read.text === `]d2${codeOf(read.sequence)}` && read.grade >= 2;
    plc.verdict(read.sequence, good ? 'good' : 'reject', never()).catch((fault) => failed.push(fault));
  });
  const devices = [printer, reader, plc];
  return {
    printer,
    reader,
    plc,
    reads,
    fates,
    unknown,
    failed,
    up: () => devices.every((device) => device.health() === 'up'),
    /** Prints labels `first` to `last` and lets a carton in for each. */
    run: async (first: number, last: number) => {
      for (let number = first; number <= last; number++) {
        await printer.print(labelOf(number), never());
        await plc.release(1, never());
        // Look-ahead of four, as a line would: a deeper buffer is more to lose.
        while (number - (await plc.status(never())).triggers > 4) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    close: async () => {
      await Promise.all(devices.map((device) => device.close()));
    },
  };
}
