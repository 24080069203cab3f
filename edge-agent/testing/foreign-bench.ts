import * as v from 'valibot';
import { type LotReport, lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { isRefusal } from '#shared/refusal.ts';
import { orderEnder } from '../site/foreign/end-order.ts';
import type { Fact, NumberLevel, Result } from '../site/foreign/foreign-line.ts';
import { Lane } from '../site/foreign/lane.ts';
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
export function benchOver(db: Database, sliceMs?: number) {
  const stores = storesOf(db);
  let clock = Date.parse(at) + 60_000;
  const now = () => clock++;
  const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.9', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
  const disk: { full: string | undefined } = { full: undefined };
  const diskFull = () => disk.full;
  const lane = new Lane();
  const told = { posted: () => undefined, short: () => undefined, diskFull };
  const setup = { ...told, stores, line: FOREIGN, lane, place, now, sliceMs };
  const line = openForeignLine(setup);
  const resolver = resolverOf(setup);
  const resolving = { ...stores, now, resolvers: [resolver] };
  const given: string[] = [];
  let said = 0;
  return {
    stores,
    line,
    resolving,
    resolver,
    /** Ends orders by people. */
    ender: orderEnder(setup),
    /** The site stops: nothing goes on after the slice at hand. */
    end: () => lane.end(),
    /** Why nothing more may be recorded, if a test says so. */
    disk,
    /** Every number of a pack that was handed out. */
    given,
    numbers: async (level: NumberLevel, count: number): Promise<readonly string[]> => {
      const answer = await line.allocate({ order: 'order-1', level, count, token: `n${said++}` });
      if (isRefusal(answer)) throw new Error(answer.detail);
      if (level === 'item') given.push(...answer.numbers);
      return answer.numbers;
    },
    /** Says facts under a token that was never used; answers what became of each. */
    take: async (...facts: Fact[]): Promise<readonly Result[]> => {
      const answer = await line.take({ order: 'order-1', token: `f${said++}`, facts });
      if (isRefusal(answer)) throw new Error(answer.detail);
      return answer.results;
    },
    told: () => toldBy(stores),
  };
}

/** The same over a database of its own. */
export function bench(sliceMs?: number) {
  const { directory, remove } = temporary();
  const db = openDatabase(directory);
  const close = () => {
    if (db.isOpen) db.close();
    remove();
  };
  return { ...benchOver(db, sliceMs), close };
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
