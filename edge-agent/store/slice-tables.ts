/**
 * The migration step for what lines of other makers say in messages that are taken slice by slice: how far each is, what people have signed to be told and
 * is yet to be told, lots in the middle of their end, and facts that are held together under one exception.
 */
export const sliceTables = `
  ALTER TABLE tokens ADD COLUMN begun TEXT;
  CREATE TABLE token_parts (
    line TEXT NOT NULL,
    token TEXT NOT NULL,
    part INTEGER NOT NULL,
    results TEXT NOT NULL,
    PRIMARY KEY (line, token, part),
    FOREIGN KEY (line, token) REFERENCES tokens ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE exceptions ADD COLUMN facts INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE exceptions ADD COLUMN about INTEGER;
  CREATE TABLE held_facts (
    batch INTEGER NOT NULL REFERENCES batches,
    finding TEXT NOT NULL,
    exception INTEGER NOT NULL REFERENCES exceptions,
    code TEXT NOT NULL,
    held INTEGER,
    PRIMARY KEY (batch, finding, code)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO held_facts (batch, finding, exception, code, held)
    SELECT batch, finding, max(exception), code, (SELECT max(held) FROM held WHERE held.exception = exceptions.exception)
    FROM exceptions GROUP BY batch, finding, code;

  CREATE INDEX held_of_batch ON held (batch, held);

  CREATE TABLE telling (
    telling INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batches,
    exception INTEGER NOT NULL REFERENCES exceptions,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX telling_of_batch ON telling (batch);

  CREATE TABLE closing_lots (batch INTEGER PRIMARY KEY REFERENCES batches) STRICT;
`;
