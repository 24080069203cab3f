import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Recipe } from '#shared/line/recipe.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { Config } from './config.ts';
import { CloudApi } from './link/cloud-api.ts';
import { log } from './log.ts';
import type { Stores } from './open-stores.ts';
import type { ClockWatch } from './site/clock-watch.ts';
import { openDrop } from './site/drop/open-drop.ts';
import { orderReader } from './site/orders/files/order-reader.ts';
import { Orders } from './site/orders/orders.ts';
import { sendDrafts } from './site/orders/send-drafts.ts';
import type { TakeBackNeeds } from './site/orders/take-back.ts';
import { StandingTeller } from './site/orders/tell-standings.ts';
import { SerialStock } from './site/serial-stock.ts';
import type { SiteAlarms } from './site/site-alarms.ts';
import { type RoundEnd, Supply } from './site/supply/supply.ts';

const now = () => Date.now();

interface Watched {
  readonly siteAlarms: SiteAlarms;
  readonly clock: ClockWatch;
}

interface Floor extends Pick<TakeBackNeeds, 'stands'> {
  /** Told when a line has a batch that may start. */
  readonly assigned: (line: string) => void;
  readonly cannotCarryOut: (line: string, recipe: Recipe) => Refusal | undefined;
}

/**
 * The orders of a site: from L4, from the enterprise's files and from people, with what L4 is told of them.
 *
 * @param floor the site's own lines, as far as its orders are about them
 */
export function openOrders(config: Config, stores: Stores & Watched, lines: readonly string[], floor: Floor) {
  const cloud = new CloudApi({
    ...config,
    url: config.api,
    fetch,
    now,
    random: Math.random,
    heard: (answer) => stores.clock.heard(answer),
    wait: (ms) => sleep(ms, undefined, { ref: false }),
  });
  const serialStock = new SerialStock({ ...config, ...stores, cloud, newId: randomUUID, now });
  const supply = new Supply({ ...config, ...stores, cloud, serialStock, newId: randomUUID, now });
  const teller = new StandingTeller({ ...stores, cloud });
  const orders = new Orders({
    ...config,
    ...stores,
    cloud,
    serialStock,
    ...floor,
    lines,
    now,
    beforehand: () => sendDrafts({ ...stores, cloud, now }),
    afterwards: async (end: RoundEnd) => {
      await teller.tell();
      await supply.round(end);
    },
  });
  const { products, folder } = config.orders;
  const refresh = () => void orders.refresh();
  const asked = { ...config, ...stores, lines, lineNames: lines, products, ...floor, now, refresh };
  const reader = orderReader({ ...asked, settings: config.orders });
  const failed = (error: string) => log('order-files-failed', { error });
  const drop = folder === undefined ? undefined : openDrop({ ...config.orders, folder }, reader, failed);
  const troubles = () => {
    const detail = drop?.trouble();
    return [...teller.troubles(), ...(detail === undefined ? [] : [{ subject: 'files of orders', detail }])];
  };
  return { orders, asked, troubles, close: async () => drop?.close() };
}
