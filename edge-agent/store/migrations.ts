import { archiveTables } from './archive-tables.ts';
import { binTables } from './bin-tables.ts';
import { gatheredTables } from './gathered-tables.ts';
import { heldTables } from './held-tables.ts';
import { leavingTables } from './leaving-tables.ts';
import { orderTables } from './order-tables.ts';
import { peopleTables } from './people-tables.ts';
import { reworkTables } from './rework-tables.ts';
import { sealedTables } from './sealed-tables.ts';
import { siteTables } from './site-tables.ts';
import { sliceTables } from './slice-tables.ts';
import { supplyTables } from './supply-tables.ts';
import { suspectTables } from './suspect-tables.ts';
import { tailTables } from './tail-tables.ts';
import { warehouseTables } from './warehouse-tables.ts';
import { withheldTables } from './withheld-tables.ts';

/**
 * The agent's tables, one step per release; a step is never changed once it has shipped.
 *
 * A unit's, batch's or container's row says what it is now; `audit` says how it came to be so and is fenced by triggers
 * against change (21 CFR Part 11 §11.10(e)).
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE lines (line TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;

  CREATE TABLE batches (
    batch INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    order_id TEXT NOT NULL,
    line TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('created', 'assigned', 'running', 'closing', 'closed', 'reported')),
    started_at TEXT,
    closed_at TEXT,
    gate_passed INTEGER,
    gate_sampled INTEGER,
    UNIQUE (owner, order_id)
  ) STRICT;

  CREATE TABLE containers (
    container INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batches,
    kind TEXT NOT NULL CHECK (kind IN ('case', 'pallet')),
    epc TEXT NOT NULL UNIQUE,
    closed_at TEXT NOT NULL,
    parent INTEGER REFERENCES containers
  ) STRICT;
  CREATE INDEX loose_cases ON containers (batch, container) WHERE kind = 'case' AND parent IS NULL;
  CREATE INDEX containers_of_batch ON containers (batch, kind, closed_at);

  CREATE TABLE units (
    batch INTEGER NOT NULL REFERENCES batches,
    ordinal INTEGER NOT NULL,
    gtin TEXT NOT NULL,
    serial TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL
      CHECK (state IN ('printing', 'verified', 'commissioned', 'rejected', 'sampled', 'destroyed')),
    verdict TEXT CHECK (verdict IN ('good', 'reject', 'sample')),
    fate TEXT CHECK (fate IN ('passed', 'rejected', 'sampled')),
    reason TEXT,
    printed_at TEXT NOT NULL,
    verified_at TEXT,
    settled_at TEXT,
    settled INTEGER,
    container INTEGER REFERENCES containers,
    PRIMARY KEY (batch, ordinal),
    UNIQUE (gtin, serial)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pending_units ON units (batch, ordinal) WHERE state IN ('printing', 'verified');
  CREATE INDEX loose_units ON units (batch, settled) WHERE state = 'commissioned' AND container IS NULL;

  CREATE TABLE blocks (
    request TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    pool TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches,
    wanted INTEGER NOT NULL,
    first INTEGER,
    last INTEGER,
    fetched INTEGER,
    used INTEGER
  ) STRICT;
  CREATE INDEX blocks_of_batch ON blocks (batch, pool);

  CREATE TABLE pages (
    request TEXT NOT NULL REFERENCES blocks,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    serials TEXT NOT NULL,
    PRIMARY KEY (request, first)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbox (
    line TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    batch INTEGER REFERENCES batches,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    refused TEXT,
    PRIMARY KEY (line, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alarms (
    alarm INTEGER PRIMARY KEY AUTOINCREMENT,
    line TEXT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    stops INTEGER NOT NULL,
    raised_at TEXT NOT NULL,
    acknowledged_at TEXT
  ) STRICT;
  CREATE INDEX open_alarms ON alarms (line) WHERE acknowledged_at IS NULL;

  CREATE TABLE audit (
    entry INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    batch INTEGER,
    subject TEXT NOT NULL,
    was TEXT,
    now TEXT NOT NULL,
    why TEXT,
    who TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
  CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
  `,
  'ALTER TABLE batches ADD COLUMN gate_rejected INTEGER',
  gatheredTables,
  // Which block a number came from; and where the next page of a block begins, which cannot be counted where the pool skips numbers.
  `
  ALTER TABLE units ADD COLUMN block TEXT;
  ALTER TABLE blocks ADD COLUMN cursor INTEGER;
  UPDATE blocks SET cursor = fetched;
  `,
  // Tables whose checks learn new words are made anew: rows keep their keys, and what refers to them is judged when all of it is done.
  `
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
    state TEXT NOT NULL
      CHECK (state IN ('created', 'assigned', 'clearance', 'running', 'paused', 'closing', 'closed', 'reported')),
    started_at TEXT,
    closed_at TEXT,
    gate_passed INTEGER,
    gate_rejected INTEGER,
    gate_sampled INTEGER,
    gate_unbinned INTEGER,
    stamped_at TEXT,
    UNIQUE (owner, order_id)
  ) STRICT;
  INSERT INTO batches
    SELECT batch, owner, order_id, line, body, NULL, state, started_at, closed_at, gate_passed, gate_rejected, gate_sampled, NULL, NULL
    FROM old_batches;
  DROP TABLE old_batches;

  CREATE TEMP TABLE old_containers AS SELECT * FROM containers;
  DROP TABLE containers;
  CREATE TABLE containers (
    container INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batches,
    level TEXT NOT NULL CHECK (level IN ('bundle', 'case', 'pallet')),
    epc TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'labelled', 'closed', 'opened', 'decommissioned', 'destroyed')),
    partial INTEGER NOT NULL DEFAULT 0,
    closed_at TEXT,
    parent INTEGER REFERENCES containers,
    CHECK (state = 'open' OR epc IS NOT NULL)
  ) STRICT;
  INSERT INTO containers SELECT container, batch, kind, epc, 'closed', 0, closed_at, parent FROM old_containers;
  DROP TABLE old_containers;
  CREATE INDEX loose_containers ON containers (batch, level, container) WHERE state = 'closed' AND parent IS NULL;
  CREATE INDEX containers_of_batch ON containers (batch, level, closed_at);
  CREATE INDEX children_of_container ON containers (parent) WHERE parent IS NOT NULL;
  CREATE UNIQUE INDEX open_containers ON containers (batch, level) WHERE state = 'open';
  CREATE INDEX labelled_containers ON containers (batch, container) WHERE state = 'labelled';
  CREATE INDEX opened_containers ON containers (batch, container) WHERE state = 'opened';

  CREATE TEMP TABLE old_units AS SELECT * FROM units;
  DROP TABLE units;
  CREATE TABLE units (
    batch INTEGER NOT NULL REFERENCES batches,
    ordinal INTEGER NOT NULL,
    gtin TEXT NOT NULL,
    serial TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (
      state IN ('printing', 'verified', 'commissioned', 'rejected', 'sampled', 'decommissioned', 'destroyed')
    ),
    verdict TEXT CHECK (verdict IN ('good', 'reject', 'sample')),
    fate TEXT CHECK (fate IN ('passed', 'rejected', 'sampled')),
    reason TEXT,
    printed_at TEXT NOT NULL,
    verified_at TEXT,
    settled_at TEXT,
    settled INTEGER,
    container INTEGER REFERENCES containers,
    block TEXT,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (batch, ordinal),
    UNIQUE (gtin, serial)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO units
    SELECT batch, ordinal, gtin, serial, sequence, state, verdict, fate, reason, printed_at, verified_at, settled_at, settled, container, block,
      container IS NOT NULL FROM old_units;
  DROP TABLE old_units;
  CREATE INDEX pending_units ON units (batch, ordinal) WHERE state IN ('printing', 'verified');
  CREATE INDEX loose_units ON units (batch, settled) WHERE state = 'commissioned' AND container IS NULL;
  CREATE INDEX units_of_container ON units (container) WHERE container IS NOT NULL;

  ALTER TABLE alarms ADD COLUMN acknowledged_by TEXT;
  ALTER TABLE alarms ADD COLUMN batch INTEGER;
  CREATE INDEX alarms_of_line ON alarms (line, alarm);
  CREATE INDEX alarms_of_batch ON alarms (batch, alarm) WHERE batch IS NOT NULL;
  CREATE INDEX audit_by_people ON audit (entry) WHERE who <> 'agent';

  CREATE TABLE counters (line TEXT PRIMARY KEY, entry INTEGER NOT NULL, batch INTEGER, body TEXT NOT NULL) STRICT;
  CREATE TABLE batch_counters (batch INTEGER PRIMARY KEY REFERENCES batches, body TEXT NOT NULL) STRICT;

  CREATE TABLE people (
    username TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    password TEXT NOT NULL,
    must_change INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until TEXT,
    changed_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE recipes (
    recipe TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'retired')),
    author TEXT NOT NULL,
    written_at TEXT NOT NULL,
    approval TEXT,
    retirement TEXT,
    PRIMARY KEY (recipe, version)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE controls (
    line TEXT PRIMARY KEY,
    mode TEXT NOT NULL CHECK (mode IN ('Produce', 'Maintenance', 'Manual')),
    stands TEXT CHECK (stands IN ('Held', 'Stopped')),
    who TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE acts (
    act INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    line TEXT NOT NULL,
    batch INTEGER REFERENCES batches,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT,
    signature TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX acts_of_batch ON acts (batch, act);
  CREATE TRIGGER acts_are_never_changed BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'signed acts are append-only'); END;
  CREATE TRIGGER acts_are_never_deleted BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'signed acts are append-only'); END;
  `,
  // What a person has signed to end an alarm.
  'ALTER TABLE alarms ADD COLUMN act INTEGER REFERENCES acts',
  reworkTables,
  `${siteTables}${warehouseTables}`,
  supplyTables,
  sealedTables,
  // A container whose label was not seen where it was due: a label of it that comes by later sticks on another.
  'ALTER TABLE containers ADD COLUMN went_by INTEGER NOT NULL DEFAULT 0',
  orderTables,
  leavingTables,
  binTables,
  peopleTables,
  heldTables,
  archiveTables,
  sliceTables,
  suspectTables,
  tailTables,
  withheldTables,
];
