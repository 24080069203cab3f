import type { Recipe } from '#shared/line/recipe.ts';
import { ordersTopic } from '#shared/messages/topics.ts';
import { busyLines } from './busy-lines.ts';
import type { Config } from './config.ts';
import { Line, type LineNeeds } from './line/line.ts';
import { cannotCarryOut } from './line/packing/lacks.ts';
import type { Link } from './link/link.ts';
import { openLink } from './link/open-link.ts';
import { log } from './log.ts';
import { forecast, openArchive } from './open-archive.ts';
import { openForeign } from './open-foreign.ts';
import { openInterfaces } from './open-interfaces.ts';
import { closeMachine, openMachine } from './open-machine.ts';
import { openOrders } from './open-orders.ts';
import { openPage } from './open-page.ts';
import { openStores, type Stores } from './open-stores.ts';
import { openWarehouse } from './open-warehouse.ts';
import { Sender } from './outbox/sender.ts';
import { firstPeople } from './people/first-people.ts';
import { pendingInWords } from './people/pending.ts';
import { CertificateWatch, certificatesOf } from './site/certificate-watch.ts';
import { ClockWatch } from './site/clock-watch.ts';
import { tellLines } from './site/line-reports.ts';
import type { Orders, Trouble } from './site/orders/orders.ts';
import { SiteAlarms } from './site/site-alarms.ts';
import { StoreWatch } from './site/store-watch.ts';
import { checkpointAtRest } from './store/checkpoint-at-rest.ts';
import { type Database, openDatabase } from './store/database.ts';
import { diskUse } from './store/disk-use.ts';
import { whenFlushFails } from './store/flush.ts';

export interface Agent {
  /** Where the operator's page is. */
  readonly url: string;
  /** Lines that are in the middle of a batch, and must not be interrupted. */
  underWay(): readonly string[];
  /** Lets the packs in the zones out, keeps everything, and lets go. */
  stop(): Promise<void>;
}

const now = () => Date.now();

/** In these states a line does nothing until a person has it go on. */
const STANDING = ['Held', 'Stopped', 'Aborted', 'Idle'] as const;

/** How often the cloud is asked at most for numbers that a running batch lacks. */
const SHORT_MS = 30_000;

/** How the process ends when the disk did not take what was written. */
const DISK_FAILED = 74;

/** How often it is looked whether this machine's clock was set. */
const CLOCK_MS = 10_000;

/**
 * Starts the agent of a site: its store, its lines with their devices, its ways to the cloud, and its page.
 *
 * @param open opens the way to the cloud's broker, where it is not the one that the environment and the configuration name
 */
export async function startAgent(config: Config, open: (config: Config) => Link = ownLink): Promise<Agent> {
  const db = openDatabase(config.data);
  const opened: Opened = [() => db.close()];
  try {
    return await startOn(db, config, open, opened);
  } catch (error) {
    // Whoever starts it again by another configuration finds database, ports and devices free.
    for (const close of opened.toReversed()) await close();
    throw error;
  }
}

/** How to let go of what is open so far. */
type Opened = (() => unknown)[];

async function startOn(
  db: ReturnType<typeof openDatabase>,
  config: Config,
  open: (config: Config) => Link,
  opened: Opened,
): Promise<Agent> {
  whenFlushFails(db, diskFailed);
  const stores = openStores(db);
  const broker = open(config);
  const { siteAlarms, clock, watch, stopWatching } = watchSite(config, stores);
  opened.push(() => broker.close(), stopWatching);
  const told = {
    posted: () => setImmediate(() => sender.wake()),
    diskFull: () => watch.full(),
    short: atMostEvery(SHORT_MS, () => void orders.refresh()),
  };
  const lines = openLines(config, db, stores, told);
  const closeMachines = () => Promise.all(lines.map(({ machine }) => closeMachine(machine)));
  opened.push(closeMachines);
  const foreign = openForeign(config, stores, { ...told, now });
  const warehouse = openWarehouse(config, stores, { ...told, now, log, siteAlarms, clock });
  opened.push(() => warehouse?.close());
  const names = [...lines.map(({ line }) => line.name), ...foreign.map(({ line }) => line.line)];
  const sender = new Sender({
    ...config,
    ...stores,
    db,
    broker,
    now,
    ticks: () => performance.now(),
    log,
    // A line that was taken out of the configuration still has its messages to send.
    lines: [...new Set([...names, ...(warehouse?.lines ?? []), ...stores.outbox.lines()])],
  });
  const { orders, ...orderDesk } = openOrders(config, { ...stores, siteAlarms, clock }, names, floorOf(lines));
  opened.push(() => orderDesk.close());
  hearOfOrders(config, broker, orders);
  firstPeople(stores.people, config.people, new Date(now()).toISOString());
  const interfaces = await openInterfaces(config, foreign);
  opened.push(() => interfaces.close());
  const page = await openPage(config, stores, lines, {
    lineApi: interfaces.lineApi,
    connected: () => broker.connected(),
    via: broker.via,
    siteAlarms,
    clock: () => clock.told(),
    troubles: troublesOf(stores, broker, [orders, orderDesk, interfaces]),
    sendNow: () => sender.sendNow(),
    resolvers: foreign.map(({ resolver }) => resolver),
    warehouse: warehouse?.asked,
    orders: { ...orderDesk.asked, enders: foreign.map(({ ender }) => ender) },
  });
  await interfaces.opened;
  const tellNoMore = tellLines({ ...config, lines: page.counted, broker, now, log });
  const endWork = beginWork(config, stores, siteAlarms, lines, orders);
  sender.wake();
  const stop = async () => {
    stopWatching();
    tellNoMore();
    await Promise.all([endWork(), interfaces.close(), orderDesk.close()]);
    page.keepCounters();
    sender.sendNow();
    sender.stop();
    await Promise.all([broker.close(), page.close(), warehouse?.close(), closeMachines()]);
    db.close();
  };
  const underWay = () => busyLines(stores, foreign);
  return { url: page.url, underWay, stop };
}

/** Has the lines, the orders and the archive at work; answers how to end that. It resolves when no pack is on its way any more. */
function beginWork(
  config: Config,
  stores: Stores,
  siteAlarms: SiteAlarms,
  lines: ReturnType<typeof openLines>,
  orders: Orders,
): () => Promise<unknown> {
  const work = lines.map(({ line }) => line.work());
  const isAtRest = () => lines.every(({ line }) => (line.run?.flow.inFlight ?? 0) === 0);
  const restNoMore = checkpointAtRest(stores.db, isAtRest);
  const archive = openArchive(config, stores, siteAlarms);
  archive.start();
  orders.start();
  return () => {
    restNoMore();
    const ordered = orders.stop();
    for (const { line } of lines) line.stop();
    return Promise.all([...work, ordered, archive.stop()]);
  };
}

/**
 * The disk did not take what was committed. Nothing that is committed from then on can be relied on, and nobody at the line can mend that: the process ends
 * as if the power had failed, without closing anything, and whatever starts it again shows what is on disk.
 */
function diskFailed({ message, cause }: Error): never {
  log('disk-failed', { error: message, cause: String(cause) });
  process.exit(DISK_FAILED);
}

const ownLink = ({ mqtt }: Config): Link => openLink({ mqtt, env: process.env, log });

/** What a person may have to look at: who waits for another to vouch for him, the link, and what the others tell. */
const troublesOf =
  ({ people }: Stores, broker: Link, others: readonly { troubles(): readonly Trouble[] }[]) =>
  (): Trouble[] => [
    ...people.waiting().map((one) => ({ subject: 'people', detail: pendingInWords(one) })),
    ...broker.troubles().map((detail) => ({ subject: 'link', detail })),
    ...others.flatMap((one) => one.troubles()),
  ];

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
  const certificates = new CertificateWatch({ certificates: certificatesOf(config), alarms: siteAlarms, now });
  certificates.start();
  const stopWatching = () => {
    clearInterval(timer);
    watch.stop();
    certificates.stop();
  };
  return { siteAlarms, clock, watch, stopWatching };
}

function watchStore(config: Config, stores: Stores, alarms: SiteAlarms): StoreWatch {
  const { data, disk } = config;
  const { db, outbox } = stores;
  const use = () => diskUse(db, data, disk.mostBytes);
  const watch = new StoreWatch({ use, fullInDays: forecast(config, stores), outbox, alarms, now, log });
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

/** The lines as the site's orders see them. */
function floorOf(lines: ReturnType<typeof openLines>) {
  const find = (name: string) => lines.find(({ line }) => line.name === name);
  return {
    assigned: (name: string) => find(name)?.line.wake(),
    cannotCarryOut: (name: string, recipe: Recipe) => {
      const machine = find(name)?.machine;
      return machine && cannotCarryOut(machine, name, recipe);
    },
    stands: (name: string) => STANDING.some((state) => state === find(name)?.line.state),
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
