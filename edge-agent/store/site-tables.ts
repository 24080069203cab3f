/**
 * The migration step for lines of other makers and for what the site holds back: numbers that such a line was given, what it said under which
 * token, and what people have to look through before it is told. A number that comes back unused leaves no unit behind, so that counts go down.
 */
export const siteTables = `
  ALTER TABLE units ADD COLUMN encoded_at TEXT;
  ALTER TABLE batches ADD COLUMN finish TEXT;

  CREATE TRIGGER units_are_counted_off AFTER DELETE ON units BEGIN
    UPDATE unit_groups SET units = units - 1
      WHERE (batch, block, state, verdict, fate, reason, rejected_for, bench, seen, packed, told) = (
        OLD.batch, coalesce(OLD.block, ''), OLD.state, coalesce(OLD.verdict, ''), coalesce(OLD.fate, ''), coalesce(OLD.reason, ''),
        coalesce(OLD.rejected_for, ''), OLD.sequence = 0, OLD.verified_at IS NOT NULL, OLD.container IS NOT NULL, OLD.told);
    DELETE FROM drawn_blocks WHERE batch = OLD.batch AND block = OLD.block AND lowest = highest AND lowest = OLD.ordinal;
    UPDATE drawn_blocks SET lowest = (SELECT ordinal FROM units
        WHERE batch = OLD.batch AND ordinal > OLD.ordinal AND block = OLD.block ORDER BY ordinal LIMIT 1)
      WHERE batch = OLD.batch AND block = OLD.block AND lowest = OLD.ordinal;
    UPDATE drawn_blocks SET highest = (SELECT ordinal FROM units
        WHERE batch = OLD.batch AND ordinal < OLD.ordinal AND block = OLD.block ORDER BY ordinal DESC LIMIT 1)
      WHERE batch = OLD.batch AND block = OLD.block AND highest = OLD.ordinal;
  END;

  CREATE TABLE handed (
    gtin TEXT NOT NULL,
    number TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches,
    level TEXT NOT NULL CHECK (level IN ('bundle', 'case', 'pallet')),
    block TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('allocated', 'encoded', 'used', 'sampled', 'destroyed')),
    reason TEXT,
    PRIMARY KEY (gtin, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX handed_of_batch ON handed (batch, level, state);

  CREATE TABLE given_back (
    owner TEXT NOT NULL,
    block TEXT NOT NULL,
    number TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches,
    at TEXT NOT NULL,
    request TEXT,
    told_at TEXT,
    PRIMARY KEY (block, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX given_back_untold ON given_back (block) WHERE told_at IS NULL;

  CREATE TABLE tokens (
    line TEXT NOT NULL,
    token TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (line, token)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tokens_of_batch ON tokens (batch);

  CREATE TABLE exceptions (
    exception INTEGER PRIMARY KEY AUTOINCREMENT,
    line TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches,
    code TEXT NOT NULL,
    subjects TEXT NOT NULL,
    detail TEXT NOT NULL,
    rule TEXT NOT NULL,
    remedy TEXT NOT NULL,
    may_tell INTEGER NOT NULL,
    finding TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'resolved')),
    resolution TEXT CHECK (resolution IN ('told', 'not-told', 'cleared')),
    resolved_at TEXT,
    act INTEGER REFERENCES acts,
    CHECK ((state = 'open') = (resolution IS NULL))
  ) STRICT;
  CREATE INDEX open_exceptions ON exceptions (batch) WHERE state = 'open';
  CREATE INDEX exceptions_of_finding ON exceptions (batch, finding);

  CREATE TABLE held (
    held INTEGER PRIMARY KEY AUTOINCREMENT,
    exception INTEGER NOT NULL REFERENCES exceptions,
    line TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('events', 'fact')),
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX held_by_exception ON held (exception);

  CREATE TABLE held_names (
    epc TEXT NOT NULL,
    held INTEGER NOT NULL REFERENCES held ON DELETE CASCADE,
    PRIMARY KEY (epc, held)
  ) STRICT, WITHOUT ROWID;
`;
