import * as v from 'valibot';
import { type LotReport, lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Fact, NumberLevel, Result } from '../site/foreign/foreign-line.ts';
import { openForeignLine } from '../site/foreign/open-foreign-line.ts';
import { resolverOf } from '../site/foreign/resolver-of.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { at, storesOf, temporary } from './builders.ts';

const strings = v.optional(v.array(v.string()), []);
const event = v.object({
  type: v.string(),
  action: v.string(),
  bizStep: v.string(),
  eventTime: v.string(),
  eventTimeZoneOffset: v.string(),
  epcList: strings,
  childEPCs: strings,
  parentID: v.optional(v.string()),
});
const document = v.object({ epcisBody: v.object({ eventList: v.array(event) }) });
export type ForeignEvent = v.InferOutput<typeof event>;

export const FOREIGN = 'foreign-1';

/** A line of another maker over stores of its own, with a clock that goes on by a millisecond whenever it is looked at. */
export function benchOver(db: Database) {
  const stores = storesOf(db);
  let clock = Date.parse(at) + 60_000;
  const now = () => clock++;
  const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.9', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
  const disk: { full: string | undefined } = { full: undefined };
  const diskFull = () => disk.full;
  const setup = { stores, line: FOREIGN, place, now, posted: () => undefined, short: () => undefined, diskFull };
  const line = openForeignLine(setup);
  const resolving = { ...stores, now, resolvers: [resolverOf(setup)] };
  const given: string[] = [];
  let said = 0;
  return {
    stores,
    line,
    resolving,
    /** Why nothing more may be recorded, if a test says so. */
    disk,
    /** Every number of a pack that was handed out. */
    given,
    numbers: (level: NumberLevel, count: number): readonly string[] => {
      const answer = line.allocate({ order: 'order-1', level, count, token: `n${said++}` });
      if (isRefusal(answer)) throw new Error(answer.detail);
      if (level === 'item') given.push(...answer.numbers);
      return answer.numbers;
    },
    /** Says facts under a token that was never used; answers what became of each. */
    take: (...facts: Fact[]): readonly Result[] => {
      const answer = line.take({ order: 'order-1', token: `f${said++}`, facts });
      if (isRefusal(answer)) throw new Error(answer.detail);
      return answer.results;
    },
    told: () => toldBy(stores),
  };
}

/** The same over a database of its own. */
export function bench() {
  const { directory, remove } = temporary();
  const db = openDatabase(directory);
  const close = () => {
    if (db.isOpen) db.close();
    remove();
  };
  return { ...benchOver(db), close };
}
export type Bench = ReturnType<typeof bench>;

/** Everything that the cloud is told of a line: events in their order, and the report. */
export function toldBy({ outbox }: ReturnType<typeof storesOf>): {
  events: ForeignEvent[];
  report: LotReport | undefined;
} {
  outbox.seal(FOREIGN, Date.parse(at));
  const messages = outbox
    .waiting(FOREIGN, 10_000)
    .map(({ sequence }) => v.parse(lineMessage, JSON.parse(outbox.body(FOREIGN, sequence))));
  const events = messages.flatMap((one) =>
    one.kind === 'epcis' ? v.parse(document, one.document).epcisBody.eventList : [],
  );
  const report = messages.flatMap((one) => (one.kind === 'lot-report' ? [one.report] : []))[0];
  return { events, report };
}

export const isHeld = (result: Result | undefined): boolean => typeof result === 'object' && 'held' in result;
