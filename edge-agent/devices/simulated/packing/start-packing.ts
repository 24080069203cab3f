import { type LayerCamera, openBarCamera, openLayerCamera } from '../camera.ts';
import type { Faults } from '../faults.ts';
import { SimulatedLayerReader } from '../layer-reader.ts';
import { listenModbus } from '../modbus-plc.ts';
import { randomStream } from '../random.ts';
import { readers } from '../readers.ts';
import { SimulatedScanner } from '../scanner.ts';
import { SimulatedPrinter } from '../zpl-printer.ts';
import { PackingCell } from './packing-cell.ts';

/** The packing stations of a line behind ports of their own, running. */
export interface SimulatedPacking {
  readonly cell: PackingCell;
  readonly ports: {
    readonly packer: number;
    readonly layerCamera: number;
    readonly labelPrinter: number;
    readonly labelScanner: number;
    readonly handheld: number;
  };
  readonly handheld: SimulatedScanner;
  readonly labelPrinter: SimulatedPrinter;
  close(): Promise<void>;
}

/** Starts packer, camera over its layers, case labeller with scanner, and a person's handheld, on free ports. */
export async function startPacking(host: string, faults: Faults, seed: number): Promise<SimulatedPacking> {
  const random = (channel: string) => randomStream(seed, `packing ${channel}`);
  const layers: LayerCamera = await openLayerCamera();
  const bars = await openBarCamera();
  const camera = new SimulatedLayerReader(readers.dmcc({ base64: false }), layers, faults, {
    hidden: random('hidden'),
    turned: random('turned'),
    missing: random('missing'),
  });
  // The labels' printer has faults of its own, none of the one on the belt.
  const damage = { voids: random('voids'), growth: random('growth'), contrast: random('contrast') };
  const labelPrinter = new SimulatedPrinter({ faults: {}, random: damage });
  const scanner = new SimulatedScanner(bars, {});
  const handheld = new SimulatedScanner(bars, faults);
  const cell = new PackingCell(faults, { camera, printer: labelPrinter, scanner });
  const at = { host, port: 0 };
  const listening = {
    packer: await listenModbus(cell.program, at),
    layerCamera: await camera.listen(at),
    labelPrinter: await labelPrinter.listen(at),
    labelScanner: await scanner.listen(at),
    handheld: await handheld.listen(at),
  };
  return {
    cell,
    handheld,
    labelPrinter,
    ports: {
      packer: listening.packer.port,
      layerCamera: listening.layerCamera.port,
      labelPrinter: listening.labelPrinter.port,
      labelScanner: listening.labelScanner.port,
      handheld: listening.handheld.port,
    },
    close: async () => {
      cell.close();
      await Promise.all(Object.values(listening).map((one) => one.close()));
    },
  };
}
