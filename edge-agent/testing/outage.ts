import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import { containerEvents } from '../line/container-events.ts';
import { Sender } from '../outbox/sender.ts';
import { openDatabase, transaction } from '../store/database.ts';
import { diskUse } from '../store/disk-use.ts';
import { integer } from '../store/row.ts';
import { anOrder, type Stores, storesOf } from './builders.ts';
import { type Astray, Repository } from './repository.ts';

export interface OutageSettings {
  readonly directory: string;
  readonly lines: number;
  readonly packsAMinute: number;
  readonly packsInCase: number;
  readonly casesOnPallet: number;
  readonly hoursOfLot: number;
  readonly astray?: Astray;
}

const SITE = { tenant: 'packright', site: 'plant' };
const OWNER = 'acme-pharma';
const PLACE = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;
const START = Date.UTC(2026, 2, 1, 6);

interface WorkingLine {
  readonly line: string;
  batch: number;
  lots: number;
  cases: number;
  onPallet: string[];
}

/**
 * A site whose lines go on while the cloud is away and after it, in virtual time: outbox, gathering and sender are the real ones over a real
 * database, the events are those of closed cases and pallets. Serials are as random as those of a pool.
 */
export class Outage {
  readonly repository: Repository;
  readonly stores: Stores;
  /** Milliseconds since 1970. */
  now = START;
  /** Events told, cases that were due and those that were recorded when they were due. */
  told = 0;
  due = 0;
  recorded = 0;
  readonly #settings: OutageSettings;
  readonly #sender: Sender;
  readonly #lines: WorkingLine[];
  readonly #random = randomSerials();
  #containers = 0;

  constructor(settings: OutageSettings) {
    this.#settings = settings;
    const lines = Array.from({ length: settings.lines }, (_, index) => `line-${index + 1}`);
    const db = openDatabase(settings.directory);
    // Virtual time waits for no disk: what is on it is the same.
    db.exec('PRAGMA synchronous = NORMAL');
    this.stores = storesOf(db);
    this.repository = new Repository({ ...SITE, lines }, settings.astray);
    this.#lines = lines.map((line) => ({ line, batch: this.#newLot(line, 1), lots: 1, cases: 0, onPallet: [] }));
    const log = () => undefined;
    const now = () => this.now;
    this.#sender = new Sender({
      ...this.stores,
      ...SITE,
      ...{ broker: this.repository, lines, gatherMs: 30_000, now, ticks: now, log },
    });
  }

  /** Milliseconds from one case of a line to the next. */
  get caseMs(): number {
    return (this.#settings.packsInCase / this.#settings.packsAMinute) * 60_000;
  }

  /** Production goes on for some hours. */
  produce(hours: number): void {
    const end = this.now + hours * HOUR_MS;
    while (this.now < end) {
      this.#closeCases();
      this.now += this.caseMs;
      this.#send();
    }
  }

  /** Production goes on until nothing but what was told in the last minute waits; answers the hours that took. */
  async drain(): Promise<number> {
    const from = this.now;
    let next = this.now;
    while (this.waitedMs() > 60_000) {
      if (this.now - from > 24 * HOUR_MS)
        throw new Error(`${this.stores.outbox.depth()} messages are left after a day`);
      if (this.now >= next) {
        this.#closeCases();
        next += this.caseMs;
      }
      this.now += SECOND_MS;
      this.#send();
      await Promise.resolve();
    }
    return (this.now - from) / HOUR_MS;
  }

  /** Time passes and nothing is packed. */
  pass(seconds: number): void {
    for (let passed = 0; passed < seconds; passed++) {
      this.now += SECOND_MS;
      this.#send();
    }
  }

  /** Tells everything and waits for all answers. */
  async finish(): Promise<void> {
    for (let rounds = 0; this.stores.outbox.depth() + this.stores.outbox.gathering() > 0; rounds++) {
      if (rounds > 10_000) throw new Error('the outbox is never empty');
      this.now += SECOND_MS;
      this.repository.answer();
      this.#sender.sendNow();
      await Promise.resolve();
    }
  }

  /** How long the oldest message has waited, in milliseconds. */
  waitedMs(): number {
    return this.now - (this.stores.outbox.oldest() ?? this.now);
  }

  /** Bytes that the records take, and what of it are messages. */
  disk(): { usedBytes: number; messageBytes: number; messages: number } {
    const { db } = this.stores;
    const row =
      db.prepare('SELECT count(*) AS messages, coalesce(sum(length(body)), 0) AS bytes FROM outbox').get() ?? {};
    const { usedBytes } = diskUse(db, this.#settings.directory);
    return { usedBytes, messageBytes: integer(row, 'bytes'), messages: integer(row, 'messages') };
  }

  stop(): void {
    this.#sender.stop();
    this.stores.db.close();
  }

  #send(): void {
    if (this.repository.up) this.repository.answer();
    this.#sender.wake();
  }

  /** Every line closes a case; what the lines tell at one moment is one commit. */
  #closeCases(): void {
    this.due += this.#lines.length;
    transaction(this.stores.db, () => {
      for (const line of this.#lines) this.#closeCase(line);
    });
    this.recorded += this.#lines.length;
  }

  #closeCase(line: WorkingLine): void {
    const { packsInCase, casesOnPallet, hoursOfLot } = this.#settings;
    const parent = this.#sscc();
    const children = Array.from({ length: packsInCase }, () => `urn:epc:id:sgtin:9521234.000001.${this.#random()}`);
    const lot = { lot: `LOT${line.batch}`, expiry: '2028-06-30' };
    const stamp = { at: new Date(this.now).toISOString(), offset: '+01:00' };
    const events = containerEvents({
      parent,
      children,
      commission: lot,
      place: PLACE,
      commissioned: stamp,
      closed: stamp,
    });
    for (const group of events) this.#gather(line, group);
    line.cases += 1;
    line.onPallet.push(parent);
    if (line.onPallet.length === casesOnPallet) this.#closePallet(line, stamp);
    if (line.cases * this.caseMs >= line.lots * hoursOfLot * HOUR_MS) this.#closeLot(line, stamp.at);
  }

  #closePallet(line: WorkingLine, stamp: { at: string; offset: string }): void {
    const parent = this.#sscc();
    const place = { place: PLACE, commissioned: stamp, closed: stamp };
    for (const group of containerEvents({ parent, children: line.onPallet, ...place })) this.#gather(line, group);
    line.onPallet = [];
    this.stores.outbox.seal(line.line, this.now);
  }

  #closeLot(line: WorkingLine, closedAt: string): void {
    const report = { ...REPORT, order: `${line.line}-${line.lots}`, lot: `LOT${line.batch}`, closedAt };
    this.stores.outbox.append(line.line, line.batch, { kind: 'lot-report', owner: OWNER, report }, this.now);
    line.lots += 1;
    line.batch = this.#newLot(line.line, line.lots);
  }

  #gather({ line, batch }: WorkingLine, events: Parameters<Stores['outbox']['gather']>[3]): void {
    this.stores.outbox.gather(line, batch, OWNER, events, this.now);
    this.told += events.length;
  }

  #newLot(line: string, number: number): number {
    const { batches } = this.stores;
    const order = anOrder({ order: `${line}-${number}`, line, lot: `LOT-${line}-${number}`, owner: OWNER });
    batches.create(order, new Date(this.now).toISOString());
    return batches.in('created').find((one) => one.order.order === order.order)?.batch ?? 0;
  }

  #sscc(): string {
    this.#containers += 1;
    return `urn:epc:id:sscc:9521234.${String(this.#containers).padStart(10, '0')}`;
  }
}

const REPORT: Omit<LotReport, 'order' | 'lot' | 'closedAt'> = {
  gtin: '09521234000013',
  printed: 1,
  commissioned: 1,
  rejected: 0,
  sampled: 0,
  destroyed: 0,
  unaccounted: 0,
  cases: 1,
  pallets: 1,
  rejects: {},
  shippable: [],
  startedAt: '2026-03-01T06:00:00.000Z',
};

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 12;

/** Twelve characters of 32, by a generator of which every run draws the same (Marsaglia’s xorshift, 32 bits). */
function randomSerials(): () => string {
  let state = 0x9e3779b9;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return () => {
    let serial = '';
    for (let drawn = next(), bits = 32; serial.length < LENGTH; drawn >>>= 5, bits -= 5) {
      if (bits < 10) [drawn, bits] = [next(), 32];
      serial += ALPHABET.charAt(drawn & 31);
    }
    return serial;
  };
}
