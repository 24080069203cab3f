/**
 * The migration step for what may leave a warehouse: recalls that it knows of, and when each owner's were last heard; containers that nobody was told
 * of yet, and labels that say what is no longer inside; and blocks of numbers that are drawn for the warehouse.
 */
export const leavingTables = `
  CREATE TABLE warehouse_recalls (
    owner TEXT NOT NULL,
    recall TEXT NOT NULL,
    gtin TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'lifted')),
    body TEXT NOT NULL,
    PRIMARY KEY (owner, recall)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX active_warehouse_recalls ON warehouse_recalls (gtin) WHERE state = 'active';
  CREATE TABLE warehouse_recalls_heard (owner TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX inventory_of_product ON inventory (gtin, lot) WHERE state IN ('here', 'labelled');

  ALTER TABLE inventory ADD COLUMN told INTEGER NOT NULL DEFAULT 1;
  UPDATE inventory SET told = 0 WHERE state = 'labelled';
  ALTER TABLE inventory ADD COLUMN label_due INTEGER NOT NULL DEFAULT 0;

  ALTER TABLE blocks ADD COLUMN taker TEXT;
`;
