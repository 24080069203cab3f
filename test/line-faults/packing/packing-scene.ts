import * as v from 'valibot';
import { openCamera } from '../../../edge-agent/devices/simulated/camera.ts';
import type { Faults } from '../../../edge-agent/devices/simulated/faults.ts';
import { type SimulatedLine, startLine } from '../../../edge-agent/devices/simulated/line.ts';
import { type SimulatedPacking, startPacking } from '../../../edge-agent/devices/simulated/packing/start-packing.ts';
import { randomStream } from '../../../edge-agent/devices/simulated/random.ts';
import { limits } from '../../../edge-agent/line/limits.ts';
import { Line } from '../../../edge-agent/line/line.ts';
import { closeMachine, openMachine } from '../../../edge-agent/open-machine.ts';
import { openDatabase } from '../../../edge-agent/store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../../../edge-agent/testing/builders.ts';
import type { Recipe } from '../../../shared/line/recipe.ts';
import { standardRecipe } from '../../../shared/line/standard-recipe.ts';
import { addressesOf, type Drivers, drawDrivers, freePorts, gateFor, printedBy } from '../drivers.ts';
import { LINE, place } from '../scene.ts';

/** Four full cases and a fifth of a layer and a single pack. */
const QUANTITY = 28;
export const PALLET_OF = 2;
const CARTONS_A_MINUTE = 1_200;

/** A line whose cases are filled by a packer under a camera and put on pallets by a person. */
export interface PackingScene {
  readonly faults: Faults;
  readonly drivers: Drivers;
  readonly world: SimulatedLine;
  readonly packing: SimulatedPacking;
  readonly line: Line;
  readonly stores: Stores;
  readonly machine: ReturnType<typeof openMachine>;
  readonly raised: ReadonlySet<string>;
  close(): Promise<void>;
}

const sscc = { key: 'sscc' } as const;
const recipeFor = (order: Parameters<typeof standardRecipe>[0]): Recipe => ({
  ...standardRecipe(order),
  levels: [
    {
      level: 'case',
      count: 6,
      perPicture: 3,
      read: 'layer',
      identity: sscc,
      label: { text: ['SSCC {sscc}'], verify: true },
    },
    {
      level: 'pallet',
      count: PALLET_OF,
      read: 'handheld',
      identity: sscc,
      label: { text: ['PALLET', 'SSCC {sscc}'], verify: true },
    },
  ],
});

/** Sets the scene; nothing moves before `line.work()`. */
export async function setPackingScene(seed: number, faults: Faults): Promise<PackingScene> {
  const home = temporary();
  const host = '127.0.0.1';
  const drivers = drawDrivers(randomStream(seed, 'drivers'));
  const packing = await startPacking(host, faults, seed);
  const world = await startLine({
    host,
    ports: freePorts(drivers),
    drivers,
    gateAt: gateFor(drivers),
    cartonsPerMinute: CARTONS_A_MINUTE,
    seed,
    faults,
    camera: await openCamera(),
    passed: (entry, face) => packing.cell.arrive(entry, face),
  });
  const stores = storesOf(openDatabase(home.directory));
  const order = anOrder({ quantity: QUANTITY, unitsPerCase: 6, casesPerPallet: PALLET_OF });
  assign(stores, order, printedBy(recipeFor(order), drivers.printer));
  const at = (port: number) => ({ host, port });
  const { packer, layerCamera, labelPrinter, labelScanner, handheld } = packing.ports;
  const settings = {
    ...v.parse(limits, { watchMs: 50, settleMs: 500 }),
    ...place,
    line: LINE,
    ...addressesOf(drivers, world.ports),
    packer: at(packer),
    layerCamera: at(layerCamera),
    labelPrinter: at(labelPrinter),
    labelScanner: at(labelScanner),
    handhelds: [at(handheld)],
  };
  const machine = openMachine(settings);
  const raised = new Set<string>();
  const line = new Line({
    ...stores,
    machine,
    line: LINE,
    place,
    limits: settings,
    now: Date.now,
    posted: () => undefined,
    log: (code, { alarm }) => {
      if (code === 'line-alarm') raised.add(String(alarm));
    },
  });
  return {
    faults,
    drivers,
    world,
    packing,
    line,
    stores,
    machine,
    raised,
    close: async () => {
      await closeMachine(machine);
      await Promise.all([world.close(), packing.close()]);
      stores.db.close();
      home.remove();
    },
  };
}
