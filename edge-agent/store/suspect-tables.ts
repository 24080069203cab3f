/**
 * The migration step for things whose code says something else than is known of their number: what was seen, and what quality assurance says of it. Their
 * row of the inventory is of the number, which may be elsewhere.
 */
export const suspectTables = `
  CREATE TABLE warehouse_suspects (
    suspect INTEGER PRIMARY KEY AUTOINCREMENT,
    epc TEXT NOT NULL,
    scan TEXT NOT NULL,
    says TEXT NOT NULL,
    known TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'genuine', 'falsified')),
    judged_at TEXT,
    judged_by TEXT
  ) STRICT;
  CREATE INDEX open_suspects ON warehouse_suspects (epc) WHERE state = 'open';
`;
