import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Outage } from '../../edge-agent/testing/outage.ts';

/**
 * Eight lines of 600 packs a minute go on for three days while the cloud is away, and on while the outbox drains: the real outbox, gathering and
 * sender over a real database, in virtual time, up to the broker's limits of one connection. `HOURS` makes the outage shorter. How long a commit
 * takes is not measured here (see `line`).
 */
const HOURS = Number(process.env['HOURS'] ?? 72);
const [LINES, PACKS_A_MINUTE] = [8, 600];

const directory = mkdtempSync(join(tmpdir(), 'seriate-outage-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const outage = new Outage({
  directory,
  lines: LINES,
  packsAMinute: PACKS_A_MINUTE,
  packsInCase: 40,
  casesOnPallet: 24,
  hoursOfLot: 8,
});
const { repository } = outage;
const round = (value: number, digits = 1) => Number(value.toFixed(digits));
const print = (name: string, result: Readonly<Record<string, number>>) =>
  console.log(JSON.stringify({ name, lines: LINES, packsAMinute: PACKS_A_MINUTE, ...result }));

repository.up = false;
const before = outage.disk().usedBytes;
outage.produce(HOURS);
const waiting = outage.disk();
print('outage, cloud away', {
  hours: HOURS,
  cases: outage.recorded,
  casesNotRecorded: outage.due - outage.recorded,
  messages: waiting.messages,
  messageMB: round(waiting.messageBytes / 1e6),
  diskMB: round((waiting.usedBytes - before) / 1e6),
  diskMBAnHour: round((waiting.usedBytes - before) / 1e6 / HOURS, 2),
});

repository.up = true;
const hours = await outage.drain();
await outage.finish();
print('outage, drained', {
  hours: round(hours, 3),
  timesProduction: round((HOURS + hours) / hours),
  events: outage.told,
  eventsLost: outage.told - repository.events,
  eventsDoubled: repository.doubled.length,
  bytesAnEventAsText: round(repository.textBytes / outage.told),
  bytesAnEventSent: round(repository.sentBytes / outage.told),
  diskMB: round((outage.disk().usedBytes - before) / 1e6),
});
outage.stop();
if (outage.told !== repository.events || repository.doubled.length > 0 || outage.due !== outage.recorded)
  process.exitCode = 1;
