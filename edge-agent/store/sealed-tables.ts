/**
 * The migration step for messages that are compressed when they are sealed: their bytes come last in a row, so that
 * looking through a long queue reads none of them.
 */
export const sealedTables = `
  CREATE TABLE sealed (
    line TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    batch INTEGER REFERENCES batches,
    kind TEXT NOT NULL,
    sealed_at INTEGER NOT NULL,
    refused TEXT,
    body BLOB NOT NULL,
    UNIQUE (line, sequence)
  ) STRICT;
  INSERT INTO sealed (line, sequence, batch, kind, sealed_at, refused, body)
    SELECT line, sequence, batch, kind, coalesce(published_at, unixepoch() * 1000), refused, CAST(body AS BLOB) FROM outbox;
  DROP TABLE outbox;
  ALTER TABLE sealed RENAME TO outbox;
  CREATE INDEX waiting_of_batch ON outbox (line, batch, sequence) WHERE refused IS NULL;
`;
