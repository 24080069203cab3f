import * as v from 'valibot';
import { expect, test } from 'vitest';
import { openCamera } from '../devices/simulated/camera.ts';
import { startLine } from '../devices/simulated/line.ts';
import { closeMachine, openMachine } from '../open-machine.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, storesOf, temporary } from '../testing/builders.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const QUANTITY = 40;
const LONG_MS = 60_000;

const security = { modbus: {}, opcua: { security: 'None' } };

test.each([
  ['starved', 'modbus'],
  ['blocked', 'modbus'],
  ['starved', 'opcua'],
  ['blocked', 'opcua'],
] as const)(
  'a line that is %s, as its PLC tells over %s, waits and goes on by itself',
  { timeout: 120_000 },
  async (cause, driver) => {
    const home = temporary();
    const world = await startLine({
      host: '127.0.0.1',
      ports: { printer: 0, reader: 0, plc: 0 },
      cartonsPerMinute: 1_800,
      // Far enough for a verdict also where everything shares one processor.
      gateAt: 3_000,
      seed: 1,
      drivers: { plc: driver },
      faults: {},
      camera: await openCamera(),
    });
    const stores = storesOf(openDatabase(home.directory));
    assign(stores, anOrder({ quantity: QUANTITY, unitsPerCase: 10 }));
    const at = (port: number) => ({ host: '127.0.0.1', port });
    const settings = {
      ...v.parse(limits, { watchMs: 20 }),
      ...place,
      line: 'line-1',
      printer: at(world.ports.printer),
      reader: at(world.ports.reader),
      plc: { driver, ...at(world.ports.plc), ...security[driver] },
    };
    const machine = openMachine(settings);
    const states: string[] = [];
    const line = new Line({
      ...stores,
      machine,
      line: 'line-1',
      place,
      limits: settings,
      now: Date.now,
      posted: () => undefined,
      log: () => undefined,
    });
    line.onState((state) => states.push(state));
    const work = line.work();
    try {
      await reached(() => world.ledger().cartons.length >= 8, LONG_MS);
      world.faults[cause] = true;
      await reached(() => line.state === 'Suspended', LONG_MS);
      expect(stores.batches.get(1).state).toBe('paused');
      const { length } = world.ledger().cartons;
      expect(length).toBeLessThan(QUANTITY);
      world.faults[cause] = false;
      await reached(() => stores.batches.get(1).state === 'closed', LONG_MS);
      expect(states.filter((state) => /suspend/i.test(state))).toEqual(['Suspending', 'Suspended', 'Unsuspending']);
      expect(stores.journal.tally(1)).toMatchObject({ printed: QUANTITY, commissioned: QUANTITY });
      expect(line.alarms.open()).toEqual([]);
    } finally {
      line.stop();
      await work;
      await closeMachine(machine);
      await world.close();
      stores.db.close();
      home.remove();
    }
  },
);
