import type { Config } from './config.ts';
import { createApi } from './hmi/api/api.ts';
import { dataRoutes } from './hmi/api/data-routes.ts';
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
import { devicesTold } from './report/devices-told.ts';

interface PageLine {
  readonly line: Line;
  readonly machine: Machine;
  readonly place: Place;
}

interface PageNeeds extends Pick<StatusNeeds, 'connected' | 'troubles'> {
  readonly sendNow: () => void;
}

export interface Page {
  readonly url: string;
  /** Lines with their counters. */
  readonly counted: readonly { readonly line: Line; readonly counters: LineCounters }[];
  /** Writes the lines' counters down for the last time. */
  keepCounters(): void;
  close(): Promise<void>;
}

const now = () => Date.now();
const clock = () => performance.now();

/** Opens what people work with: the page, the API behind it, and what is told live. */
export async function openPage(
  config: Pick<Config, 'site' | 'lines' | 'hmiPort'>,
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
  const passwords = new PasswordCheck(stores.people, now);
  const sessions = new Sessions(stores.people, passwords, clock);
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
    lines: lines.map(({ line }) => line),
    benches: lines.map(({ line, machine, place }) => ({ line, place, labelPrinter: machine.labelPrinter })),
    lineStatuses: () => lineStatuses(toAnyone),
    alarmBooks: lines.map(({ line }) => line),
    countersOf,
    devicesOf: (name: string) => devicesTold(settingsOf(name)),
    designSpeedOf: (name: string) => settingsOf(name)?.designSpeed,
  };
  const api = createApi(asked, [...allRoutes(asked), ...dataRoutes(asked)]);
  const live = new Live({ ...stores, sessions, status: () => siteStatus(toListeners), log });
  const hmi = await openHmi({ status: () => siteStatus(toAnyone), api, live }, config.hmiPort);
  const keepCounters = () => {
    for (const { counters } of counted) counters.stop();
  };
  return { url: hmi.url, counted, keepCounters, close: () => hmi.close() };
}
