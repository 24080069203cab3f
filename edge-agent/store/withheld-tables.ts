/** The migration step for packs that are kept apart as suspect product, as the repository last told of each owner's. */
export const withheldTables = `
  CREATE TABLE warehouse_withheld (
    owner TEXT NOT NULL,
    epc TEXT NOT NULL,
    gtin TEXT NOT NULL,
    serial TEXT NOT NULL,
    case_id TEXT NOT NULL,
    may_go_to TEXT,
    agreed_in TEXT,
    PRIMARY KEY (owner, epc, case_id)
  ) STRICT, WITHOUT ROWID;
`;
