/** The migration step for what waits to be told together. What the outbox holds from before are messages already: they go as they are, ahead of all of that. */
export const gatheredTables = `
  CREATE TABLE gathered (
    entry INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches,
    owner TEXT NOT NULL,
    events INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    since INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX gathered_of_line ON gathered (line, entry);
  `;
