import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ordersTopic } from '#shared/messages/topics.ts';
import type { Config } from './config.ts';
import { Line, type LineNeeds } from './line/line.ts';
import { CloudApi } from './link/cloud-api.ts';
import type { Link } from './link/link.ts';
import { openLink } from './link/open-link.ts';
import { log } from './log.ts';
import { openForeign } from './open-foreign.ts';
import { openInterfaces } from './open-interfaces.ts';
import { closeMachine, openMachine } from './open-machine.ts';
import { openPage } from './open-page.ts';
import { openStores, type Stores } from './open-stores.ts';
import { openWarehouse } from './open-warehouse.ts';
import { Sender } from './outbox/sender.ts';
import { firstPeople } from './people/first-people.ts';
import { ClockWatch } from './site/clock-watch.ts';
import { tellLines } from './site/line-reports.ts';
import { Orders } from './site/orders.ts';
import { SerialStock } from './site/serial-stock.ts';
import { SiteAlarms } from './site/site-alarms.ts';
import { StoreWatch } from './site/store-watch.ts';
import { type RoundEnd, Supply } from './site/supply/supply.ts';
import { type Database, openDatabase } from './store/database.ts';
import { diskUse } from './store/disk-use.ts';

export interface Agent {
  /** Where the operator's page is. */
  readonly url: string;
  /** Lines that are in the middle of a batch, and must not be interrupted. */
  underWay(): readonly string[];
  /** Lets the packs in the zones out, keeps everything, and lets go. */
  stop(): Promise<void>;
}

const now = () => Date.now();

/** How often the cloud is asked at most for numbers that a running batch lacks. */
const SHORT_MS = 30_000;

/** How often it is looked whether this machine's clock was set. */
const CLOCK_MS = 10_000;

/** A batch in one of these states has cartons on its line, or will have at any moment. */
const UNDER_WAY = ['clearance', 'running', 'paused', 'closing'] as const;

/**
 * Starts the agent of a site: its store, its lines with their devices, its ways to the cloud, and its page.
 *
 * @param open opens the way to the cloud's broker, where it is not the one that the environment and the configuration name
 */
export async function startAgent(config: Config, open: (config: Config) => Link = ownLink): Promise<Agent> {
  const db = openDatabase(config.data);
  const stores = openStores(db);
  const broker = open(config);
  const { siteAlarms, clock, watch, stopWatching } = watchSite(config, stores);
  const told = {
    posted: () => setImmediate(() => sender.wake()),
    diskFull: () => watch.full(),
    short: atMostEvery(SHORT_MS, () => void orders.refresh()),
  };
  const lines = openLines(config, db, stores, told);
  const foreign = openForeign(config, stores, { ...told, now });
  const warehouse = openWarehouse(config, stores, { ...told, now, log });
  const names = [...lines.map(({ line }) => line.name), ...foreign.map(({ line }) => line.line)];
  const sender = new Sender({
    ...config,
    ...stores,
    db,
    broker,
    now,
    log,
    // A line that was taken out of the configuration still has its messages to send.
    lines: [...new Set([...names, ...(warehouse?.lines ?? []), ...stores.outbox.lines()])],
  });
  const orders = openOrders(config, { ...stores, siteAlarms, clock }, names, (name) =>
    lines.find(({ line }) => line.name === name)?.line.wake(),
  );
  hearOfOrders(config, broker, orders);
  firstPeople(stores.people, config.people, new Date(now()).toISOString());
  const interfaces = await openInterfaces(config, foreign);
  const page = await openPage(config, stores, lines, {
    lineApi: interfaces.lineApi,
    connected: () => broker.connected(),
    via: broker.via,
    siteAlarms,
    clock: () => clock.told(),
    troubles: () => [...orders.troubles(), ...troublesOf(broker), ...interfaces.troubles()],
    sendNow: () => sender.sendNow(),
    resolvers: foreign.map(({ resolver }) => resolver),
    warehouse: warehouse?.asked,
  });
  const tellNoMore = tellLines({ ...config, lines: page.counted, broker, now, log });
  const work = lines.map(({ line }) => line.work());
  orders.start();
  sender.wake();
  const stop = async () => {
    stopWatching();
    orders.stop();
    tellNoMore();
    for (const { line } of lines) line.stop();
    await Promise.all([...work, interfaces.close()]);
    page.keepCounters();
    sender.sendNow();
    sender.stop();
    await Promise.all([
      broker.close(),
      page.close(),
      warehouse?.close(),
      ...lines.map(({ machine }) => closeMachine(machine)),
    ]);
    db.close();
  };
  const underWay = () => UNDER_WAY.flatMap((state) => stores.batches.in(state)).map(({ line }) => line);
  return { url: page.url, underWay, stop };
}

const ownLink = ({ mqtt }: Config): Link => openLink({ mqtt, env: process.env, log });

const troublesOf = (broker: Link) => broker.troubles().map((detail) => ({ subject: 'link', detail }));

function hearOfOrders(config: Config, broker: Link, orders: Orders): void {
  broker.subscribe(ordersTopic(config), () => void orders.refresh());
  // A wake that was sent while we were away is gone.
  broker.onConnected(() => void orders.refresh());
}

/** Watches what belongs to no line: this machine's clock, and its disk. */
function watchSite(config: Config, stores: Stores) {
  const siteAlarms = new SiteAlarms(stores.siteAlarmRows, () => new Date(now()).toISOString(), log);
  const clock = new ClockWatch({ wall: now, monotonic: () => performance.now(), siteAlarms });
  const timer = setInterval(() => clock.look(), CLOCK_MS).unref();
  const watch = watchStore(config, stores, siteAlarms);
  const stopWatching = () => {
    clearInterval(timer);
    watch.stop();
  };
  return { siteAlarms, clock, watch, stopWatching };
}

function watchStore({ data, disk }: Config, { db, outbox }: Stores, alarms: SiteAlarms): StoreWatch {
  const watch = new StoreWatch({ use: () => diskUse(db, data, disk.mostBytes), outbox, alarms, now, log });
  watch.start();
  return watch;
}

function atMostEvery(ms: number, act: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - last < ms) return;
    last = performance.now();
    setImmediate(act);
  };
}

function openLines(
  config: Config,
  db: Database,
  stores: Stores,
  told: Pick<LineNeeds, 'posted' | 'short' | 'diskFull'>,
) {
  return config.lines.map((settings) => {
    const { line, readPoint, bizLocation } = settings;
    const machine = openMachine(settings, lastTold(line, stores));
    const place = { readPoint, bizLocation };
    return {
      machine,
      place,
      line: new Line({ ...stores, ...told, db, machine, line, place, limits: settings, now, log }),
    };
  });
}

/** The trigger before the first one of which the gate has yet to tell us; undefined when it owes us nothing. */
function lastTold(line: string, { batches, journal }: Stores): number | undefined {
  const batch = batches.next(line);
  const [first] = batch === undefined ? [] : journal.pending(batch.batch);
  return first === undefined ? undefined : Math.max(0, first.sequence - 1);
}

function openOrders(
  config: Config,
  stores: Stores & { readonly siteAlarms: SiteAlarms; readonly clock: ClockWatch },
  lines: readonly string[],
  assigned: (line: string) => void,
): Orders {
  const { api: url } = config;
  const cloud = new CloudApi({
    ...config,
    url,
    fetch,
    now,
    random: Math.random,
    heard: (answer) => stores.clock.heard(answer),
    wait: (ms) => sleep(ms, undefined, { ref: false }),
  });
  const serialStock = new SerialStock({ ...config, ...stores, cloud, newId: randomUUID, now });
  const supply = new Supply({ ...config, ...stores, cloud, serialStock, newId: randomUUID, now });
  const afterwards = (end: RoundEnd) => supply.round(end);
  return new Orders({ ...config, ...stores, cloud, serialStock, lines, now, assigned, afterwards });
}
