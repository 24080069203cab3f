import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Config } from './config.ts';
import { openLayerReader } from './devices/open-layer-reader.ts';
import { openPacker } from './devices/open-packer.ts';
import { openPlc } from './devices/open-plc.ts';
import { openPrinter } from './devices/open-printer.ts';
import { openReader } from './devices/open-reader.ts';
import { openScanner } from './devices/open-scanner.ts';
import { devicesOf, type Machine } from './line/machine.ts';
import { RenewedPlc } from './renewed-plc.ts';

/**
 * Opens the devices of a line. They connect by themselves. Throws when an address is wrong, naming the member.
 *
 * @param afterFate the trigger whose fate was the last to be told, when fates behind it are still wanted
 */
export function openMachine(settings: LineDevices, afterFate?: number): Machine {
  const { line, printer, reader, plc } = settings;
  const member = (name: string) => `line ${line}, ${name}`;
  const gate = (from: object) => orThrow(member('plc'), openPlc({ ...plc, ...from }));
  return {
    printer: orThrow(member('printer'), openPrinter(printer)),
    reader: orThrow(member('reader'), openReader(reader)),
    plc: new RenewedPlc(gate(afterFate === undefined ? {} : { afterFate }), () => gate({})),
    ...openStations(settings, member),
  };
}

/** The devices of the packing stations, where a line has them. */
function openStations(
  { layerCamera, packer, labelPrinter, labelScanner, handhelds }: LineDevices,
  member: (name: string) => string,
) {
  return {
    ...(layerCamera && { layerCamera: orThrow(member('layerCamera'), openLayerReader(layerCamera)) }),
    ...(packer && { packer: orThrow(member('packer'), openPacker(packer)) }),
    ...(labelPrinter && { labelPrinter: orThrow(member('labelPrinter'), openPrinter(labelPrinter)) }),
    ...(labelScanner && { labelScanner: orThrow(member('labelScanner'), openScanner(labelScanner)) }),
    ...(handhelds && {
      handhelds: handhelds.map((one, i) => orThrow(member(`handhelds/${i}`), openScanner(one))),
    }),
  };
}

/** Lets go of the devices of a line. */
export async function closeMachine(machine: Machine): Promise<void> {
  await Promise.all(Object.values(devicesOf(machine)).map((device) => device.close()));
}

type LineDevices = Pick<
  Config['lines'][number],
  'line' | 'printer' | 'reader' | 'plc' | 'layerCamera' | 'packer' | 'labelPrinter' | 'labelScanner' | 'handhelds'
>;

function orThrow<Opened>(member: string, opened: Opened | Refusal): Opened {
  if (isRefusal(opened)) throw new Error(`${member}${opened.at ?? ''}: ${opened.detail}`);
  return opened;
}
