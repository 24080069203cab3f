import { Outbox } from './outbox/outbox.ts';
import { People } from './people/people.ts';
import { Recipes } from './recipes/recipes.ts';
import { IntegrityDoor } from './site/integrity/integrity-door.ts';
import { Acts } from './store/acts.ts';
import { Alarms } from './store/alarms.ts';
import { Archives } from './store/archives.ts';
import { Batches } from './store/batches.ts';
import { Containers } from './store/containers.ts';
import { Controls } from './store/controls.ts';
import type { Database } from './store/database.ts';
import { DiskHours } from './store/disk-hours.ts';
import { Drafts } from './store/drafts.ts';
import { ErpOrders } from './store/erp-orders.ts';
import { Fates } from './store/fates.ts';
import { ReturnQueue } from './store/given-back.ts';
import { Journal } from './store/journal.ts';
import { Leftovers } from './store/leftovers.ts';
import { CounterStore } from './store/line-counters.ts';
import { OrderChanges } from './store/order-changes.ts';
import { Packs } from './store/packs.ts';
import { ReportRows } from './store/report-rows.ts';
import { SiteAlarmRows } from './store/site-alarm-rows.ts';
import { SiteExceptions } from './store/site-exceptions.ts';
import { Standings } from './store/standings.ts';
import { Stock } from './store/stock.ts';

/** Everything that an agent keeps, over its one database, and the door through which what is told of it leaves. */
export const openStores = (db: Database) => {
  const standings = new Standings(db);
  const batches = new Batches(db, standings);
  const containers = new Containers(db);
  const outbox = new Outbox(db);
  const exceptions = new SiteExceptions(db);
  const packs = new Packs(db);
  return {
    db,
    batches,
    standings,
    orderChanges: new OrderChanges(db, batches, standings),
    drafts: new Drafts(db),
    erpOrders: new ErpOrders(db),
    journal: new Journal(db),
    containers,
    fates: new Fates(db),
    stock: new Stock(db),
    leftovers: new Leftovers(db),
    returnQueue: new ReturnQueue(db),
    outbox,
    archives: new Archives(db),
    diskHours: new DiskHours(db),
    alarms: new Alarms(db),
    siteAlarmRows: new SiteAlarmRows(db),
    acts: new Acts(db),
    controls: new Controls(db),
    recipes: new Recipes(db),
    people: new People(db),
    counters: new CounterStore(db),
    rows: new ReportRows(db),
    packs,
    exceptions,
    door: new IntegrityDoor({ db, batches, containers, packs, outbox, exceptions }),
  };
};
export type Stores = ReturnType<typeof openStores>;
