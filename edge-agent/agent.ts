import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ordersTopic } from '#shared/messages/topics.ts';
import type { Config } from './config.ts';
import { openHmi } from './hmi/server.ts';
import { siteStatus } from './hmi/status.ts';
import { Line } from './line/line.ts';
import { CloudApi } from './link/cloud-api.ts';
import { MqttLink } from './link/mqtt.ts';
import { log } from './log.ts';
import { closeMachine, openMachine } from './open-machine.ts';
import { Outbox } from './outbox/outbox.ts';
import { Sender } from './outbox/sender.ts';
import { Orders } from './site/orders.ts';
import { SerialStock } from './site/serial-stock.ts';
import { Alarms } from './store/alarms.ts';
import { Batches } from './store/batches.ts';
import { Containers } from './store/containers.ts';
import { type Database, openDatabase } from './store/database.ts';
import { Fates } from './store/fates.ts';
import { Journal } from './store/journal.ts';
import { Stock } from './store/stock.ts';

export interface Agent {
  /** Where the operator's page is. */
  readonly url: string;
  /** Lets the packs in the zones out, keeps everything, and lets go. */
  stop(): Promise<void>;
}

const now = () => Date.now();

/** Starts the agent of a site: its store, its lines with their devices, its ways to the cloud, and its page. */
export async function startAgent(config: Config): Promise<Agent> {
  const db = openDatabase(config.data);
  const stores = openStores(db);
  const broker = new MqttLink(config.mqtt);
  const lines = openLines(config, db, stores, () => setImmediate(() => sender.wake()));
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
  const orders = openOrders(config, stores, names, (name) => lines.find(({ line }) => line.name === name)?.line.wake());
  broker.subscribe(ordersTopic(config), () => void orders.refresh());
  // A wake that was sent while we were away is gone.
  broker.onConnected(() => void orders.refresh());
  const status = {
    site: config.site,
    lines,
    ...stores,
    connected: () => broker.connected(),
    troubles: () => orders.troubles(),
  };
  const page = {
    status: () => siteStatus(status),
    lines: lines.map(({ line }) => line),
    sendNow: () => sender.sendNow(),
  };
  const hmi = await openHmi(page, config.hmiPort);
  const work = lines.map(({ line }) => line.work());
  orders.start();
  sender.wake();
  const stop = async () => {
    orders.stop();
    for (const { line } of lines) line.stop();
    await Promise.all(work);
    sender.sendNow();
    sender.stop();
    await Promise.all([broker.close(), hmi.close(), ...lines.map(({ machine }) => closeMachine(machine))]);
    db.close();
  };
  return { url: hmi.url, stop };
}

function openStores(db: Database) {
  return {
    batches: new Batches(db),
    journal: new Journal(db),
    containers: new Containers(db),
    fates: new Fates(db),
    stock: new Stock(db),
    outbox: new Outbox(db),
    alarms: new Alarms(db),
  };
}
type Stores = ReturnType<typeof openStores>;

function openLines(config: Config, db: Database, stores: Stores, posted: () => void) {
  return config.lines.map((settings) => {
    const { line, readPoint, bizLocation } = settings;
    const machine = openMachine(settings, lastTold(line, stores));
    const place = { readPoint, bizLocation };
    return { machine, line: new Line({ ...stores, db, machine, line, place, limits: settings, now, posted, log }) };
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
  stores: Stores,
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
