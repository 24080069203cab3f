import { Outbox } from './outbox/outbox.ts';
import { People } from './people/people.ts';
import { Recipes } from './recipes/recipes.ts';
import { Acts } from './store/acts.ts';
import { Alarms } from './store/alarms.ts';
import { Batches } from './store/batches.ts';
import { Containers } from './store/containers.ts';
import { Controls } from './store/controls.ts';
import type { Database } from './store/database.ts';
import { Fates } from './store/fates.ts';
import { Journal } from './store/journal.ts';
import { CounterStore } from './store/line-counters.ts';
import { ReportRows } from './store/report-rows.ts';
import { Stock } from './store/stock.ts';

/** Everything that an agent keeps, over its one database. */
export const openStores = (db: Database) => ({
  db,
  batches: new Batches(db),
  journal: new Journal(db),
  containers: new Containers(db),
  fates: new Fates(db),
  stock: new Stock(db),
  outbox: new Outbox(db),
  alarms: new Alarms(db),
  acts: new Acts(db),
  controls: new Controls(db),
  recipes: new Recipes(db),
  people: new People(db),
  counters: new CounterStore(db),
  rows: new ReportRows(db),
});
export type Stores = ReturnType<typeof openStores>;
