import { Outbox } from './outbox/outbox.ts';
import { People } from './people/people.ts';
import { Recipes } from './recipes/recipes.ts';
import { IntegrityDoor } from './site/integrity/integrity-door.ts';
import { Acts } from './store/acts.ts';
import { Alarms } from './store/alarms.ts';
import { Batches } from './store/batches.ts';
import { Containers } from './store/containers.ts';
import { Controls } from './store/controls.ts';
import type { Database } from './store/database.ts';
import { Fates } from './store/fates.ts';
import { ReturnQueue } from './store/given-back.ts';
import { Journal } from './store/journal.ts';
import { Leftovers } from './store/leftovers.ts';
import { CounterStore } from './store/line-counters.ts';
import { Packs } from './store/packs.ts';
import { ReportRows } from './store/report-rows.ts';
import { SiteAlarmRows } from './store/site-alarm-rows.ts';
import { SiteExceptions } from './store/site-exceptions.ts';
import { Stock } from './store/stock.ts';

/** Everything that an agent keeps, over its one database, and the door through which what is told of it leaves. */
export const openStores = (db: Database) => {
  const batches = new Batches(db);
  const containers = new Containers(db);
  const outbox = new Outbox(db);
  const exceptions = new SiteExceptions(db);
  const packs = new Packs(db);
  return {
    db,
    batches,
    journal: new Journal(db),
    containers,
    fates: new Fates(db),
    stock: new Stock(db),
    leftovers: new Leftovers(db),
    returnQueue: new ReturnQueue(db),
    outbox,
    alarms: new Alarms(db),
    siteAlarmRows: new SiteAlarmRows(db),
    acts: new Acts(db),
    controls: new Controls(db),
    recipes: new Recipes(db),
    people: new People(db),
    counters: new CounterStore(db),
    rows: new ReportRows(db),
    exceptions,
    door: new IntegrityDoor({ db, batches, containers, packs, outbox, exceptions }),
  };
};
export type Stores = ReturnType<typeof openStores>;
