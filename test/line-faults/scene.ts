import * as v from 'valibot';
import { openCamera } from '../../edge-agent/devices/simulated/camera.ts';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import { type SimulatedLine, startLine } from '../../edge-agent/devices/simulated/line.ts';
import { limits } from '../../edge-agent/line/limits.ts';
import { Line } from '../../edge-agent/line/line.ts';
import { closeMachine, openMachine } from '../../edge-agent/open-machine.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { anOrder, assign, storesOf, temporary } from '../../edge-agent/testing/builders.ts';
import { standardRecipe } from '../../shared/line/standard-recipe.ts';
import { layCables } from './cables.ts';
import { printedBy } from './drivers.ts';
import type { Scene } from './handles.ts';
import type { Plan } from './plan.ts';
import { fullDisk, heldBackSerials } from './shortages.ts';

export const LINE = 'line-1';
export const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
/** A line's devices are asked more often, and given up sooner, than on a real one: nobody wants to wait for a timeout. */
const patience = { timeoutMs: 800, pollMs: 20 };
const readerPatience = { timeoutMs: 800, pollMs: 100 };
const CARTONS_A_MINUTE = 1_800;

/** Sets a scene: everything is there, and nothing moves before `line.work()`. */
export async function setScene(plan: Plan): Promise<Scene> {
  const home = temporary();
  const faults: Faults = Object.assign({}, ...plan.faults.map(({ fault, at }) => fault.world?.(at)));
  const world = await startLine({
    host: '127.0.0.1',
    ports: { printer: 0, reader: 0, readerResults: plan.reader === 'insight' ? 0 : undefined, plc: 0 },
    cartonsPerMinute: CARTONS_A_MINUTE,
    seed: plan.seed,
    drivers: { printer: plan.printer, reader: plan.reader },
    faults,
    camera: await openCamera(),
  });
  const cables = await layCables(world.ports, plan.seed);
  const stores = storesOf(openDatabase(home.directory));
  const order = anOrder({ quantity: plan.quantity, unitsPerCase: 5, casesPerPallet: 3, sampleEvery: plan.sampleEvery });
  const recipe = standardRecipe(order);
  assign(stores, order, printedBy(recipe, plan.printer));

  if (plan.staffed) hire(stores);

  const { machine, settings } = connect(plan, cables.ports);
  const clock = { offset: 0 };
  const raised = new Set<string>();
  const line = new Line({
    ...stores,
    machine,
    line: LINE,
    place,
    limits: settings,
    now: () => Date.now() + clock.offset,
    posted: () => undefined,
    log: (code, { alarm }) => {
      if (code === 'line-alarm') raised.add(String(alarm));
    },
  });
  const states: string[] = [];
  const waiting: { state: string; act: () => void }[] = [];
  line.onState((state) => {
    states.push(state);
    for (const one of waiting.splice(0)) one.state === state ? setImmediate(one.act) : waiting.push(one);
  });
  return {
    faults,
    world,
    line,
    machine,
    stores,
    states,
    raised,
    clock,
    cables: cables.of,
    roughen: cables.roughen,
    serials: heldBackSerials(stores.db),
    disk: fullDisk(stores.db),
    onceState: (state, act) => void waiting.push({ state, act }),
    close: async () => {
      await closeMachine(machine);
      await Promise.all([world.close(), cables.close()]);
      if (stores.db.isOpen) stores.db.close();
      home.remove();
    },
  };
}

/** From then on, alarms that end by what people claim are explained under a signature. Nobody signs in here, so any hash does. */
function hire({ people }: Scene['stores']): void {
  const person = { username: 'hands', name: 'Hands Smith', roles: ['operator' as const], mustChange: false };
  people.add({ ...person, password: 'none' }, 'scene', new Date().toISOString());
}

function connect({ printer, reader }: Plan, ports: SimulatedLine['ports']) {
  const at = (port: number) => ({ host: '127.0.0.1', port });
  const results = ports.readerResults === undefined ? {} : { resultsPort: ports.readerResults };
  const settings = {
    ...v.parse(limits, { watchMs: 50, settleMs: 500, deviceMs: 1_500, silenceMs: 4_000, trendWindow: 24 }),
    ...place,
    line: LINE,
    printer: { driver: printer, ...at(ports.printer), timeoutMs: patience.timeoutMs },
    reader: { driver: reader, ...at(ports.reader), ...readerPatience, ...results },
    plc: { ...at(ports.plc), ...patience },
  };
  return { settings, machine: openMachine(settings) };
}
