import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ordersTopic } from '#shared/messages/topics.ts';
import type { Config } from './config.ts';
import { Line, type LineNeeds } from './line/line.ts';
import { CloudApi } from './link/cloud-api.ts';
import { MqttLink } from './link/mqtt.ts';
import { log } from './log.ts';
import { closeMachine, openMachine } from './open-machine.ts';
import { openPage } from './open-page.ts';
import { openStores, type Stores } from './open-stores.ts';
import { Sender } from './outbox/sender.ts';
import { firstPeople } from './people/first-people.ts';
import { tellLines } from './site/line-reports.ts';
import { Orders } from './site/orders.ts';
import { SerialStock } from './site/serial-stock.ts';
import { type Database, openDatabase } from './store/database.ts';

export interface Agent {
  /** Where the operator's page is. */
  readonly url: string;
  /** Lets the packs in the zones out, keeps everything, and lets go. */
  stop(): Promise<void>;
}

const now = () => Date.now();

/** How often the cloud is asked at most for numbers that a running batch lacks. */
const SHORT_MS = 30_000;

/** Starts the agent of a site: its store, its lines with their devices, its ways to the cloud, and its page. */
export async function startAgent(config: Config): Promise<Agent> {
  const db = openDatabase(config.data);
  const stores = openStores(db);
  const broker = new MqttLink(config.mqtt);
  const lines = openLines(config, db, stores, {
    posted: () => setImmediate(() => sender.wake()),
    short: atMostEvery(SHORT_MS, () => void orders.refresh()),
  });
  const names = lines.map(({ line }) => line.name);
  const sender = new Sender({
    ...config,
    ...stores,
    db,
    broker,
    now,
    log,
    // A line that was taken out of the configuration still has its messages to send.
    lines: [...new Set([...names, ...stores.outbox.lines()])],
  });
  const orders = openOrders(config, { ...stores, db }, names, (name) =>
    lines.find(({ line }) => line.name === name)?.line.wake(),
  );
  broker.subscribe(ordersTopic(config), () => void orders.refresh());
  // A wake that was sent while we were away is gone.
  broker.onConnected(() => void orders.refresh());
  firstPeople(stores.people, config.people, new Date(now()).toISOString());
  const page = await openPage(config, stores, lines, {
    connected: () => broker.connected(),
    troubles: () => orders.troubles(),
    sendNow: () => sender.sendNow(),
  });
  const tellNoMore = tellLines({ ...config, lines: page.counted, broker, now, log });
  const work = lines.map(({ line }) => line.work());
  orders.start();
  sender.wake();
  const stop = async () => {
    orders.stop();
    tellNoMore();
    for (const { line } of lines) line.stop();
    await Promise.all(work);
    page.keepCounters();
    sender.sendNow();
    sender.stop();
    await Promise.all([broker.close(), page.close(), ...lines.map(({ machine }) => closeMachine(machine))]);
    db.close();
  };
  return { url: page.url, stop };
}

function atMostEvery(ms: number, act: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - last < ms) return;
    last = performance.now();
    setImmediate(act);
  };
}

function openLines(config: Config, db: Database, stores: Stores, told: Pick<LineNeeds, 'posted' | 'short'>) {
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
  stores: Stores & { readonly db: Database },
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
    wait: (ms) => sleep(ms, undefined, { ref: false }),
  });
  const serialStock = new SerialStock({ ...config, ...stores, cloud, newId: randomUUID, now });
  return new Orders({ ...config, ...stores, cloud, serialStock, lines, now, assigned });
}
