/**
 * The migration step by which old lots leave the database: files that hold them, which alone let entries of the audit trail go, up to the last one that
 * is in the file and never one of a person; and how much room was taken hour by hour. What leaves stays counted.
 * And how far lots that were closed are taken over into the warehouse, which is done piece by piece.
 */
export const archiveTables = `
  CREATE TABLE archives (
    batch INTEGER PRIMARY KEY REFERENCES batches,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    units INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    up_to INTEGER NOT NULL,
    at TEXT NOT NULL,
    freed_at TEXT
  ) STRICT;
  CREATE INDEX archives_unfreed ON archives (batch) WHERE freed_at IS NULL;
  CREATE TRIGGER archives_are_never_deleted BEFORE DELETE ON archives BEGIN SELECT RAISE(ABORT, 'what is archived stays so'); END;
  CREATE TRIGGER archives_are_never_changed BEFORE UPDATE OF batch, file, sha256, bytes, units, entries, up_to, at ON archives
    BEGIN SELECT RAISE(ABORT, 'what is archived stays so'); END;

  CREATE INDEX audit_of_batch ON audit (batch) WHERE batch IS NOT NULL;
  CREATE INDEX inventory_of_batch ON inventory (batch) WHERE batch IS NOT NULL;
  DROP TRIGGER audit_is_never_deleted;
  CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
    WHEN OLD.who <> 'agent' OR NOT EXISTS (SELECT 1 FROM archives WHERE batch = OLD.batch AND OLD.entry <= up_to)
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

  DROP TRIGGER units_are_counted_off;
  CREATE TRIGGER units_are_counted_off AFTER DELETE ON units
    WHEN NOT EXISTS (SELECT 1 FROM archives WHERE batch = OLD.batch) BEGIN
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

  CREATE TABLE warehouse_entering (
    batch INTEGER PRIMARY KEY REFERENCES batches,
    level INTEGER NOT NULL,
    container INTEGER NOT NULL,
    settled INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE disk_hours (hour INTEGER PRIMARY KEY, used INTEGER NOT NULL) STRICT;
`;
