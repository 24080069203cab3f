/**
 * The migration step for orders that are changed, moved, cancelled and written at the site: batches that may be cancelled and say which revision of
 * their order they run; blocks with the line they were asked for, so that a request is repeated word for word wherever its batch goes; how each
 * order stands, until L4 has been told; and orders that wait for L4 to take them.
 */
export const orderTables = `
  PRAGMA defer_foreign_keys = ON;

  CREATE TEMP TABLE old_batches AS SELECT * FROM batches;
  DROP TABLE batches;
  CREATE TABLE batches (
    batch INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    order_id TEXT NOT NULL,
    line TEXT NOT NULL,
    body TEXT NOT NULL,
    recipe TEXT,
    state TEXT NOT NULL CHECK (
      state IN ('created', 'assigned', 'clearance', 'running', 'paused', 'closing', 'closed', 'reported', 'cancelled')
    ),
    started_at TEXT,
    closed_at TEXT,
    gate_passed INTEGER,
    gate_rejected INTEGER,
    gate_sampled INTEGER,
    gate_unbinned INTEGER,
    stamped_at TEXT,
    finish TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    seen INTEGER NOT NULL DEFAULT 1,
    refused TEXT,
    why TEXT,
    edition INTEGER NOT NULL DEFAULT 1,
    UNIQUE (owner, order_id)
  ) STRICT;
  INSERT INTO batches (batch, owner, order_id, line, body, recipe, state, started_at, closed_at, gate_passed, gate_rejected, gate_sampled,
      gate_unbinned, stamped_at, finish)
    SELECT batch, owner, order_id, line, body, recipe, state, started_at, closed_at, gate_passed, gate_rejected, gate_sampled, gate_unbinned,
      stamped_at, finish FROM old_batches;
  DROP TABLE old_batches;

  ALTER TABLE blocks ADD COLUMN line TEXT;
  UPDATE blocks SET line = (SELECT line FROM batches WHERE batches.batch = blocks.batch);

  CREATE TABLE standings (
    owner TEXT NOT NULL,
    order_id TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    told INTEGER NOT NULL DEFAULT 0,
    refused TEXT,
    PRIMARY KEY (owner, order_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX untold_standings ON standings (at) WHERE told = 0;

  CREATE TABLE drafts (
    draft INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    order_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('order', 'change')),
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')),
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    problem TEXT,
    UNIQUE (owner, order_id)
  ) STRICT;

  CREATE TABLE erp_orders (
    owner TEXT NOT NULL,
    order_id TEXT NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (owner, order_id)
  ) STRICT, WITHOUT ROWID;
`;
