import type { Database } from './database.ts';
import { integer, text } from './row.ts';

/** A container that is not closed yet. */
export interface OpenContainer {
  readonly container: number;
  readonly batch: number;
  readonly level: string;
  /** `labelled` when only its label has to be read back. */
  readonly state: string;
  /** Packs or containers in it. */
  readonly holds: number;
}

/** Containers of a line that are being filled or were opened, or whose label was not read back, oldest first. */
export function openContainers(db: Database, line: string): OpenContainer[] {
  return db
    .prepare(
      `SELECT c.container, c.batch, c.level, c.state,
         (SELECT count(*) FROM units u WHERE u.container = c.container)
           + (SELECT count(*) FROM containers k WHERE k.parent = c.container) AS holds
       FROM containers c JOIN batches b USING (batch)
       WHERE b.line = ? AND c.state IN ('open', 'labelled', 'opened') ORDER BY c.container`,
    )
    .all(line)
    .map((row) => ({
      container: integer(row, 'container'),
      batch: integer(row, 'batch'),
      level: text(row, 'level'),
      state: text(row, 'state'),
      holds: integer(row, 'holds'),
    }));
}

/** What is directly in a container, each by its number, in an order that does not depend on how it came in. */
export function contentsOf(db: Database, container: number): string[] {
  return db
    .prepare(
      `SELECT gtin || ' ' || serial AS name FROM units WHERE container = ?1
       UNION ALL SELECT 'container ' || container FROM containers WHERE parent = ?1 ORDER BY name`,
    )
    .all(container)
    .map((row) => text(row, 'name'));
}
