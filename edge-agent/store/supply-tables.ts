/**
 * The migration step for what a site watches over and for its stock of numbers: alarms that belong to no line; blocks that are drawn for no batch
 * yet, with the counters that the cloud skipped in them, so that what is left over can be named when it is given back; and what is given back. What was given back keeps its place in the block, for the batch's report.
 */
export const supplyTables = `
  CREATE TABLE site_alarms (
    alarm INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    cleared_at TEXT
  ) STRICT;
  CREATE UNIQUE INDEX open_site_alarms ON site_alarms (code) WHERE cleared_at IS NULL;

  PRAGMA defer_foreign_keys = ON;
  CREATE TEMP TABLE old_blocks AS SELECT * FROM blocks;
  DROP TABLE blocks;
  CREATE TABLE blocks (
    request TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    pool TEXT NOT NULL,
    batch INTEGER REFERENCES batches,
    wanted INTEGER NOT NULL,
    first INTEGER,
    last INTEGER,
    fetched INTEGER,
    used INTEGER,
    cursor INTEGER,
    ends INTEGER,
    skips TEXT,
    returned TEXT
  ) STRICT;
  INSERT INTO blocks SELECT request, owner, pool, batch, wanted, first, last, fetched, used, cursor, NULL, NULL, NULL
    FROM old_blocks;
  DROP TABLE old_blocks;
  CREATE INDEX blocks_of_batch ON blocks (batch, pool);
  CREATE INDEX blocks_left_over ON blocks (owner, pool, first) WHERE returned IS NULL AND used <= last;

  CREATE TABLE leftovers (
    request TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    block TEXT NOT NULL REFERENCES blocks,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    at TEXT NOT NULL,
    told_at TEXT,
    refused TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX untold_leftovers ON leftovers (at) WHERE told_at IS NULL AND refused IS NULL;
  ALTER TABLE given_back ADD COLUMN refused TEXT;
`;
