import type { Config } from './config.ts';
import { type Api, createApi } from './hmi/api/api.ts';
import { type DataNeeds, dataRoutes } from './hmi/api/data-routes.ts';
import type { Route } from './hmi/api/route.ts';
import { type OrderRouteNeeds, orderRoutes } from './hmi/api/routes/orders.ts';
import { pictureRoutes } from './hmi/api/routes/pictures.ts';
import { type WarehouseRouteNeeds, warehouseRoutes } from './hmi/api/routes/warehouse.ts';
import { allRoutes } from './hmi/api/routes.ts';
import { AwaySince } from './hmi/away-since.ts';
import { figuresOf } from './hmi/figures.ts';
import { Live } from './hmi/live.ts';
import { openPageScanners, type PageScanners } from './hmi/page-scanners.ts';
import { openHmi } from './hmi/server.ts';
import { lineStatuses, type StatusNeeds, siteStatus } from './hmi/status.ts';
import type { Place } from './line/container-events.ts';
import { LineCounters } from './line/counters.ts';
import type { Line } from './line/line.ts';
import type { Machine } from './line/machine.ts';
import { log } from './log.ts';
import type { Stores } from './open-stores.ts';
import { PasswordCheck } from './people/check-password.ts';
import { Sessions } from './people/sessions.ts';
import { SignIns } from './people/sign-ins.ts';
import { devicesTold } from './report/devices-told.ts';
import { type Resolver, resolverOfLine } from './site/integrity/resolve-exception.ts';
import type { SiteAlarms } from './site/site-alarms.ts';
import { mendDocuments } from './site/warehouse/mend-documents.ts';
import { WAREHOUSE } from './site/warehouse/settings.ts';

interface PageLine {
  readonly line: Line;
  readonly machine: Machine;
  readonly place: Place;
}

interface PageNeeds extends Pick<StatusNeeds, 'connected' | 'via' | 'troubles' | 'clock'> {
  readonly siteAlarms: Pick<SiteAlarms, 'open' | 'history'>;
  readonly sendNow: () => void;
  /** What other makers' lines ask on the same server. */
  readonly lineApi?: Api;
  /** Other makers' lines, where what is held of them is resolved. */
  readonly resolvers: readonly Resolver[];
  /** The site's warehouse, if it has one. */
  readonly warehouse?: WarehouseRouteNeeds | undefined;
  /** What people do with the site's orders. */
  readonly orders?: OrderRouteNeeds | undefined;
}

export interface Page {
  readonly url: string;
  /** Lines with their counters. */
  readonly counted: readonly { readonly line: Line; readonly counters: LineCounters }[];
  /** Writes the lines' counters down for the last time. */
  keepCounters(): void;
  close(): Promise<void>;
}

/** How often it is looked who has left the screen alone. */
const LOOK_MS = 5_000;

const now = () => Date.now();
const clock = () => performance.now();

/** Opens what people work with: the page, the API behind it, and what is told live. */
export async function openPage(
  config: Pick<Config, 'site' | 'lines' | 'hmiPort' | 'hmi'> & Partial<Pick<Config, 'stationScanners'>>,
  stores: Stores,
  lines: readonly PageLine[],
  needs: PageNeeds,
): Promise<Page> {
  const settingsOf = (name: string) => config.lines.find(({ line }) => line === name);
  const counted = lines.map(({ line }) => {
    const designSpeed = settingsOf(line.name)?.designSpeed;
    return { line, counters: new LineCounters({ line, counters: stores.counters, designSpeed, clock, log }) };
  });
  const keepCounters = () => {
    for (const { counters } of counted) counters.stop();
  };
  const countersOf = (name: string) => counted.find(({ line }) => line.name === name)?.counters;
  const signIns = new SignIns(stores.db, now);
  const passwords = new PasswordCheck(stores.people, now, signIns);
  const sessions = new Sessions(stores.people, passwords, clock, signIns);
  const away = new AwaySince(needs.connected, now);
  const endSessions = watchSessions(sessions, signIns, () => away.look());
  const scanners = openPageScanners(config.stationScanners ?? []);
  const picturesOf = (name: string) => settingsOf(name)?.pictures?.folder;
  const telling = { ...needs, lines, away, scanners, countersOf, picturesOf, site: config.site };
  // Anyone at this machine may ask for the status; who listens has signed in, where people do.
  const toAnyone = tellerOf(stores, telling, () => stores.people.none());
  const toListeners = tellerOf(stores, telling, () => true);
  const asked = {
    ...stores,
    ...needs,
    site: config.site,
    passwords,
    sessions,
    now,
    log,
    resolvers: [...needs.resolvers, ...lines.map(({ line }) => resolverOfLine(line))],
    lines: lines.map(({ line }) => line),
    benches: lines.map(({ line, machine, place }) => ({ line, place, labelPrinter: machine.labelPrinter })),
    lineStatuses: () => lineStatuses(toAnyone),
    alarmBooks: lines.map(({ line }) => line),
    countersOf,
    picturesOf,
    devicesOf: (name: string) => devicesTold(settingsOf(name)),
    designSpeedOf: (name: string) => settingsOf(name)?.designSpeed,
  };
  const own = createApi(asked, [...allRoutes(asked), ...pictureRoutes(asked), ...roomRoutes(asked, needs)]);
  const api: Api = async (request, url) => (await needs.lineApi?.(request, url)) ?? own(request, url);
  const live = new Live({ ...stores, sessions, status: () => siteStatus(toListeners), log });
  const hmi = await openHmi(
    {
      ...{ status: () => siteStatus(toAnyone), api, live, hasWarehouse: needs.warehouse !== undefined },
      away: config.hmi && { ...config.hmi, isStaffed: () => !stores.people.none() },
    },
    config.hmiPort,
  ).catch((error: unknown) => {
    keepCounters();
    endSessions();
    void scanners.close();
    throw error;
  });
  const close = async () => {
    await Promise.all([hmi.close(), scanners.close()]);
    endSessions();
  };
  return { url: hmi.url, counted, keepCounters, close };
}

/** What people look up and, where the site has them, do in the warehouse and with orders. */
function roomRoutes(
  asked: Omit<DataNeeds, 'mend'>,
  { warehouse, orders }: Pick<PageNeeds, 'warehouse' | 'orders'>,
): Route[] {
  const mend =
    warehouse && ((line: string, body: string) => (line === WAREHOUSE ? mendDocuments(warehouse, body) : undefined));
  return [
    ...dataRoutes({ ...asked, mend }),
    ...(orders === undefined ? [] : orderRoutes(orders)),
    ...(warehouse === undefined ? [] : warehouseRoutes(warehouse)),
  ];
}

interface Telling
  extends Pick<StatusNeeds, 'connected' | 'via' | 'troubles' | 'clock' | 'siteAlarms' | 'lines' | 'site'> {
  readonly away: AwaySince;
  readonly scanners: PageScanners;
  readonly countersOf: (line: string) => LineCounters | undefined;
  readonly picturesOf: (line: string) => string | undefined;
  readonly warehouse?: unknown;
}

/** What the status is told from, to somebody who may know serials or not. */
function tellerOf(stores: Stores, telling: Telling, isKnown: () => boolean): StatusNeeds {
  const { away, scanners, countersOf, picturesOf, warehouse } = telling;
  const nothing = () => Object.fromEntries(Object.keys(scanners.last()).map((name) => [name, []]));
  return {
    ...stores,
    ...telling,
    awaySince: () => away.look(),
    hasWarehouse: warehouse !== undefined,
    scans: () => (isKnown() ? scanners.last() : nothing()),
    signIn: () => !stores.people.none(),
    figures: (line) => figuresOf(stores, line, countersOf(line.name), isKnown(), picturesOf(line.name) !== undefined),
  };
}

/** Ends sessions when their time is over, whether anybody asks or not, and looks at what else has to be seen; answers how to end them all. */
function watchSessions(sessions: Sessions, signIns: SignIns, look: () => unknown): () => void {
  const guarded = (step: () => void) => {
    try {
      step();
    } catch (error) {
      log('sign-ins-not-recorded', { error: String(error) });
    }
  };
  guarded(() => signIns.begun());
  const timer = setInterval(() => {
    look();
    guarded(() => sessions.endIdle());
    guarded(() => signIns.settle());
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    guarded(() => sessions.closeAll());
    guarded(() => signIns.settle(true));
  };
}
