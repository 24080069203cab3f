import type { Config } from './config.ts';
import { type Api, createApi } from './hmi/api/api.ts';
import { dataRoutes } from './hmi/api/data-routes.ts';
import { type OrderRouteNeeds, orderRoutes } from './hmi/api/routes/orders.ts';
import { type WarehouseRouteNeeds, warehouseRoutes } from './hmi/api/routes/warehouse.ts';
import { allRoutes } from './hmi/api/routes.ts';
import { figuresOf } from './hmi/figures.ts';
import { Live } from './hmi/live.ts';
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
  config: Pick<Config, 'site' | 'lines' | 'hmiPort' | 'hmi'>,
  stores: Stores,
  lines: readonly PageLine[],
  needs: PageNeeds,
): Promise<Page> {
  const settingsOf = (name: string) => config.lines.find(({ line }) => line === name);
  const counted = lines.map(({ line }) => {
    const designSpeed = settingsOf(line.name)?.designSpeed;
    return { line, counters: new LineCounters({ line, counters: stores.counters, designSpeed, clock, log }) };
  });
  const countersOf = (name: string) => counted.find(({ line }) => line.name === name)?.counters;
  const signIns = new SignIns(stores.db, now);
  const passwords = new PasswordCheck(stores.people, now, signIns);
  const sessions = new Sessions(stores.people, passwords, clock, signIns);
  const endSessions = watchSessions(sessions, signIns);
  const toldTo = (isKnown: () => boolean): StatusNeeds => ({
    ...stores,
    ...needs,
    site: config.site,
    lines,
    signIn: () => !stores.people.none(),
    figures: (line) => figuresOf(stores, line, countersOf(line.name), isKnown()),
  });
  // Anyone at this machine may ask for the status; who listens has signed in, where people do.
  const toAnyone = toldTo(() => stores.people.none());
  const toListeners = toldTo(() => true);
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
    devicesOf: (name: string) => devicesTold(settingsOf(name)),
    designSpeedOf: (name: string) => settingsOf(name)?.designSpeed,
  };
  const { warehouse, orders } = needs;
  const mend =
    warehouse && ((line: string, body: string) => (line === WAREHOUSE ? mendDocuments(warehouse, body) : undefined));
  const ofWarehouse = warehouse === undefined ? [] : warehouseRoutes(warehouse);
  const ofOrders = orders === undefined ? [] : orderRoutes(orders);
  const own = createApi(asked, [...allRoutes(asked), ...dataRoutes({ ...asked, mend }), ...ofOrders, ...ofWarehouse]);
  const api: Api = async (request, url) => (await needs.lineApi?.(request, url)) ?? own(request, url);
  const live = new Live({ ...stores, sessions, status: () => siteStatus(toListeners), log });
  const hmi = await openHmi(
    {
      ...{ status: () => siteStatus(toAnyone), api, live, hasWarehouse: warehouse !== undefined },
      away: config.hmi && { ...config.hmi, isStaffed: () => !stores.people.none() },
    },
    config.hmiPort,
  ).catch((error: unknown) => {
    for (const { counters } of counted) counters.stop();
    endSessions();
    throw error;
  });
  const keepCounters = () => {
    for (const { counters } of counted) counters.stop();
  };
  const close = async () => {
    await hmi.close();
    endSessions();
  };
  return { url: hmi.url, counted, keepCounters, close };
}

/** Ends sessions when their time is over, whether anybody asks or not; answers how to end them all. */
function watchSessions(sessions: Sessions, signIns: SignIns): () => void {
  const guarded = (step: () => void) => {
    try {
      step();
    } catch (error) {
      log('sign-ins-not-recorded', { error: String(error) });
    }
  };
  guarded(() => signIns.begun());
  const timer = setInterval(() => {
    guarded(() => sessions.endIdle());
    guarded(() => signIns.settle());
  }, LOOK_MS).unref();
  return () => {
    clearInterval(timer);
    guarded(() => sessions.closeAll());
    guarded(() => signIns.settle(true));
  };
}
