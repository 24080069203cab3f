import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal } from '#shared/refusal.ts';
import type { Config } from './config.ts';
import { openPrinter } from './devices/open-printer.ts';
import type { WarehouseRouteNeeds } from './hmi/api/routes/warehouse.ts';
import { CloudApi } from './link/cloud-api.ts';
import type { Heard } from './link/cloud-client.ts';
import type { Stores } from './open-stores.ts';
import { SerialStock } from './site/serial-stock.ts';
import type { SiteAlarms } from './site/site-alarms.ts';
import { takeOver } from './site/warehouse/enter-lots.ts';
import { forgetAnswers } from './site/warehouse/forget-answers.ts';
import { listen } from './site/warehouse/listen.ts';
import { WarehouseNumbers } from './site/warehouse/numbers.ts';
import { refilling } from './site/warehouse/refill.ts';
import { cloudRepository } from './site/warehouse/repository.ts';
import { WAREHOUSE } from './site/warehouse/settings.ts';
import { suspectsInWords } from './site/warehouse/suspect.ts';
import { Inventory } from './store/inventory.ts';
import { Packs } from './store/packs.ts';
import { WarehouseOrders } from './store/warehouse-orders.ts';

export interface OpenWarehouse {
  /** The names that it tells under. */
  readonly lines: readonly string[];
  readonly asked: WarehouseRouteNeeds;
  close(): Promise<void>;
}

interface Told {
  readonly now: () => number;
  readonly posted: () => void;
  readonly siteAlarms: Pick<SiteAlarms, 'raise' | 'clear' | 'say'>;
  readonly log: WarehouseRouteNeeds['log'];
  /** Told of every answer of the cloud, by which this machine's clock is watched. */
  readonly clock: { heard(answer: Heard): void };
}

/** How often it is looked whether numbers for containers run out, which lots were closed, and what is recalled or released. */
const LOOK_MS = 60_000;
/** How often old answers are forgotten. */
const FORGET_MS = 3_600_000;
/** How long a round may go on when the agent stops. */
const CLOSING_MS = 2_000;

/** Opens the warehouse of a site; undefined where there is none. Throws when the address of its printer is wrong. */
export function openWarehouse(
  config: Config,
  stores: Stores,
  { now, posted, siteAlarms, log, clock }: Told,
): OpenWarehouse | undefined {
  const { warehouse: settings, tenant, api, site, gln } = config;
  if (settings === undefined) return undefined;
  const owner = settings.owner ?? tenant;
  const labelPrinter = settings.labelPrinter && openPrinter(settings.labelPrinter);
  if (isRefusal(labelPrinter))
    throw new Error(`warehouse, labelPrinter${labelPrinter.at ?? ''}: ${labelPrinter.detail}`);
  const heard = (answer: Heard) => clock.heard(answer);
  const wait = (ms: number) => sleep(ms, undefined, { ref: false });
  const source = { ...config, url: api, fetch, now, random: Math.random, wait, heard };
  const cloud = new CloudApi(source);
  const serialStock = new SerialStock({ ...stores, cloud, site, newId: randomUUID, now });
  // Who makes up a logistic unit numbers it, whosever goods are in it (GS1 General Specifications §2.2.1).
  const pool = settings.ssccPool;
  const numbers = new WarehouseNumbers(stores.db, { owner: tenant, pool });
  const refill = refilling({ numbers, stock: serialStock, pool, siteAlarms, log });
  const tellSuspects = () => siteAlarms.say('suspect-goods', suspectsInWords(stores));
  const asked = {
    ...stores,
    ...{
      packs: new Packs(stores.db),
      inventory: new Inventory(stores.db),
      warehouseOrders: new WarehouseOrders(stores.db),
    },
    ...{
      numbers,
      now,
      posted: () => {
        posted();
        tellSuspects();
      },
      log,
      site,
      labelPrinter,
      repository: cloudRepository(source),
    },
    settings: { ...settings, owner, gln, owners: config.owners },
  };
  const listening = listen(asked);
  let forgotAt = Number.NEGATIVE_INFINITY;
  const forget = async () => {
    if (now() - forgotAt < FORGET_MS) return;
    forgotAt = now();
    await forgetAnswers(stores.db, now());
  };
  const round = async () => {
    await refill();
    try {
      tellSuspects();
      await forget();
      await takeOver(asked);
      await listening();
    } catch (error) {
      log('warehouse-not-looked-after', { error: String(error) });
    }
  };
  let rounds = round();
  const timer = setInterval(() => {
    rounds = rounds.then(round);
  }, LOOK_MS).unref();
  const close = async () => {
    clearInterval(timer);
    // What waits for the cloud ends by itself later, and finds no database then.
    await Promise.race([rounds, wait(CLOSING_MS)]);
    await labelPrinter?.close();
  };
  return { lines: [WAREHOUSE], asked, close };
}
