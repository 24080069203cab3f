import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal } from '#shared/refusal.ts';
import type { Config } from './config.ts';
import { openPrinter } from './devices/open-printer.ts';
import type { WarehouseRouteNeeds } from './hmi/api/routes/warehouse.ts';
import { CloudApi } from './link/cloud-api.ts';
import type { Stores } from './open-stores.ts';
import { takeOver } from './site/warehouse/enter-lots.ts';
import { WarehouseNumbers } from './site/warehouse/numbers.ts';
import { cloudRepository } from './site/warehouse/repository.ts';
import { WAREHOUSE } from './site/warehouse/settings.ts';
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
  readonly log: WarehouseRouteNeeds['log'];
}

/** How often it is looked whether numbers for containers run out, and which lots were closed. */
const LOOK_MS = 60_000;

/** Opens the warehouse of a site; undefined where there is none. Throws when the address of its printer is wrong. */
export function openWarehouse(config: Config, stores: Stores, { now, posted, log }: Told): OpenWarehouse | undefined {
  const { warehouse: settings, tenant, api, site, gln } = config;
  if (settings === undefined) return undefined;
  const owner = settings.owner ?? tenant;
  const labelPrinter = settings.labelPrinter && openPrinter(settings.labelPrinter);
  if (isRefusal(labelPrinter))
    throw new Error(`warehouse, labelPrinter${labelPrinter.at ?? ''}: ${labelPrinter.detail}`);
  const source = { ...config, fetch, now };
  const wait = (ms: number) => sleep(ms, undefined, { ref: false });
  const cloud = new CloudApi({ ...source, url: api, random: Math.random, wait });
  const numbers = new WarehouseNumbers(stores.db);
  const refill = async () => {
    try {
      await numbers.refill({ cloud, owner, site, pool: settings.ssccPool, newId: randomUUID });
    } catch (error) {
      log('warehouse-numbers-not-fetched', { error: String(error) });
    }
  };
  let refilling = refill();
  const guarded = (step: () => void) => {
    try {
      step();
    } catch (error) {
      log('warehouse-lots-not-taken-over', { error: String(error) });
    }
  };
  const timer = setInterval(() => {
    refilling = refilling.then(refill);
    guarded(() => takeOver(asked));
  }, LOOK_MS).unref();
  const asked = {
    ...stores,
    ...{
      packs: new Packs(stores.db),
      inventory: new Inventory(stores.db),
      warehouseOrders: new WarehouseOrders(stores.db),
    },
    ...{ numbers, now, posted, log, site, labelPrinter, repository: cloudRepository(source) },
    settings: { ...settings, owner, gln },
  };
  const close = async () => {
    clearInterval(timer);
    await labelPrinter?.close();
  };
  return { lines: [WAREHOUSE], asked, close };
}
