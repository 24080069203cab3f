/**
 * The migration step for the warehouse: what stands there or has passed through, what came and is to leave, which answer was given under which
 * token, the numbers of its own containers, and lots of our own lines that were taken over.
 */
export const warehouseTables = `
  CREATE TABLE inventory (
    epc TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('pack', 'container')),
    owner TEXT NOT NULL,
    gtin TEXT,
    lot TEXT,
    expiry TEXT,
    packs INTEGER NOT NULL,
    parent TEXT REFERENCES inventory,
    location TEXT,
    state TEXT NOT NULL CHECK (state IN ('here', 'labelled', 'shipped', 'empty', 'destroyed')),
    verified INTEGER NOT NULL,
    held TEXT,
    recalled INTEGER NOT NULL DEFAULT 0,
    order_id TEXT,
    batch INTEGER REFERENCES batches,
    listed INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX inventory_inside ON inventory (parent) WHERE parent IS NOT NULL;
  CREATE INDEX inventory_stock ON inventory (gtin, expiry) WHERE state = 'here';
  CREATE INDEX inventory_of_order ON inventory (order_id) WHERE order_id IS NOT NULL;

  CREATE TABLE warehouse_orders (
    order_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('receipt', 'shipment')),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
    body TEXT NOT NULL,
    result TEXT,
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX open_warehouse_orders ON warehouse_orders (kind) WHERE state = 'open';

  CREATE TABLE warehouse_answers (token TEXT PRIMARY KEY, digest TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL) STRICT;
  CREATE TABLE warehouse_clock (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL) STRICT;
  CREATE TABLE warehouse_batches (batch INTEGER PRIMARY KEY REFERENCES batches, released INTEGER NOT NULL) STRICT;
  CREATE TABLE warehouse_requests (request TEXT PRIMARY KEY, wanted INTEGER NOT NULL, cursor INTEGER, done INTEGER NOT NULL) STRICT;
  CREATE TABLE warehouse_numbers (place INTEGER PRIMARY KEY, sscc TEXT NOT NULL UNIQUE) STRICT;
`;
