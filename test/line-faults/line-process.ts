import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { limits } from '../../edge-agent/line/limits.ts';
import { Line } from '../../edge-agent/line/line.ts';
import { closeMachine, openMachine } from '../../edge-agent/open-machine.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { storesOf } from '../../edge-agent/testing/builders.ts';
import { addressesOf, driversNamed } from './drivers.ts';
import { answerAlarms } from './hands.ts';
import { LINE, place } from './scene.ts';
import { fullDisk } from './shortages.ts';

const LOOK_MS = 20;
/** How long a full disk stays full. */
const FULL_MS = 300;

/**
 * A line in a process of its own, to be killed: runs the batch in `--data` with the devices at `--ports` that speak `--drivers`, acknowledges what stops it, and
 * ends when the batch does. With `--full MS` its disk is full for a while after so long.
 */
async function main(): Promise<void> {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({ options: { data: text, ports: text, drivers: text, full: text } });
  const [printer = 0, reader = 0, plc = 0, readerResults] = values.ports.split(',').map(Number);
  const db = openDatabase(values.data);
  const stores = storesOf(db);
  const devices = {
    line: LINE,
    ...addressesOf(driversNamed(values.drivers), { printer, reader, plc, readerResults }),
  };
  const settings = { ...v.parse(limits, { watchMs: 50 }), ...place, ...devices };
  const [first] = stores.journal.pending(1);
  const machine = openMachine(settings, first === undefined ? undefined : Math.max(0, first.sequence - 1));
  const line = new Line({
    ...stores,
    machine,
    line: LINE,
    place,
    limits: settings,
    now: Date.now,
    posted: () => {
      if (stores.batches.next(LINE) === undefined) line.stop();
    },
    log: () => undefined,
  });
  const hands = setInterval(() => {
    if ((line.state === 'Held' || line.state === 'Aborted') && line.alarms.stopsLine()) acknowledge(line);
  }, LOOK_MS);
  if (values.full !== '') fillFor(fullDisk(db), Number(values.full));
  await line.work();
  clearInterval(hands);
  await closeMachine(machine);
  db.close();
}

/** On a disk that is full nothing can be acknowledged; somebody tries again. */
function acknowledge(line: Line): void {
  try {
    answerAlarms(line);
  } catch {}
}

function fillFor(disk: ReturnType<typeof fullDisk>, afterMs: number): void {
  setTimeout(() => {
    disk.fill();
    setTimeout(() => disk.free(), FULL_MS).unref();
  }, afterMs).unref();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
