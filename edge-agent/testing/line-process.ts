import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { limits } from '../line/limits.ts';
import { Line } from '../line/line.ts';
import { log } from '../log.ts';
import { closeMachine, openMachine } from '../open-machine.ts';
import { openDatabase } from '../store/database.ts';
import { storesOf } from './builders.ts';

/** A line in a process of its own, to be killed: runs the batches in `--data` with the devices at `--ports`, then ends. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, ports: { type: 'string' } } });
  const [printer, reader, plc] = (values.ports ?? '').split(',').map(Number);
  const db = openDatabase(values.data ?? '');
  const stores = storesOf(db);
  const at = (port = 0) => ({ host: '127.0.0.1', port });
  const settings = {
    ...v.parse(limits, {}),
    line: 'line-1',
    printer: at(printer),
    reader: at(reader),
    plc: at(plc),
    readPoint: 'urn:epc:id:sgln:9521234.00001.1',
    bizLocation: 'urn:epc:id:sgln:9521234.00001.0',
  };
  const [first] = stores.journal.pending(1);
  const machine = openMachine(settings, first === undefined ? undefined : Math.max(0, first.sequence - 1));
  const line = new Line({
    ...stores,
    machine,
    line: settings.line,
    place: settings,
    limits: settings,
    now: Date.now,
    posted: () => {
      if (stores.batches.next(settings.line) === undefined) line.stop();
    },
    log,
  });
  await line.work();
  await closeMachine(machine);
  db.close();
}

main().catch((error: unknown) => {
  log('died', { error: String(error) });
  process.exit(1);
});
