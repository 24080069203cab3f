import { type PackLevel, packLevels } from '#shared/line/recipe.ts';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, oneOf, optionalInteger, optionalText, type Row, text } from './row.ts';

export const containerStates = ['open', 'labelled', 'closed', 'opened', 'decommissioned', 'destroyed'] as const;
/**
 * open: it is being filled, and is nothing yet to the world · labelled: full, with a number whose label has yet to be read back · closed: it
 * and what is in it are told · opened: a person has opened it to change what is in it · decommissioned, destroyed: it is no more.
 */
export type ContainerState = (typeof containerStates)[number];

export interface Container {
  readonly container: number;
  readonly batch: number;
  readonly level: PackLevel;
  /** EPC URN; undefined while it is open. */
  readonly epc: string | undefined;
  readonly state: ContainerState;
  /** Not full, or not of one lot. */
  readonly partial: boolean;
  /** When it was first told; undefined when it never was. */
  readonly closedAt: string | undefined;
  /** The container that it stands in. */
  readonly parent: number | undefined;
  /** People took it off the line or made it at a bench: nothing at the belt waits for it. */
  readonly inHand: boolean;
  /** It went by the fixed scanner and its label was not seen on it: only a person reads it back. */
  readonly wentBy: boolean;
}

/** A container that has its number. */
export type Named = Container & { readonly epc: string };

/** How a container changes. Members left out stay. */
export interface ContainerChange {
  readonly state: ContainerState;
  readonly at: string;
  readonly epc?: string;
  readonly partial?: boolean;
  /** Sets the moment at which it was first told, unless it has one. */
  readonly told?: string;
  /** Notes that people have it in hand. */
  readonly inHand?: true;
  /** Notes that it went by the fixed scanner without its label. */
  readonly wentBy?: true;
  readonly why?: string | undefined;
  readonly who?: string;
}

const columns = 'container, batch, level, epc, state, partial, closed_at, parent, in_hand, went_by';

/** Bundles, cases and pallets of a line, one row for each from its first child on. */
export class Containers {
  readonly #db: Database;
  readonly #audit: Audit;
  readonly #find;
  readonly #put;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
    this.#find = db.prepare(`SELECT ${columns} FROM containers WHERE container = ?`);
    this.#put = db.prepare(
      `UPDATE containers SET parent = ? WHERE container = ? AND parent IS NULL AND state = 'closed' RETURNING epc`,
    );
  }

  /** Begins a container, in the caller's transaction. Throws when one of that level is open in the batch already. */
  open(batch: number, level: PackLevel, at: string): Container {
    const { lastInsertRowid } = this.#db
      .prepare("INSERT INTO containers (batch, level, state) VALUES (?, ?, 'open')")
      .run(batch, level);
    const container = Number(lastInsertRowid);
    this.#audit.append({ at, batch, subject: subjectOf({ container, level, epc: undefined }), now: 'open' });
    return this.get(container);
  }

  /** Makes a container at a bench, that has its number from the start, in the caller's transaction. */
  make(batch: number, level: PackLevel, epc: string, at: string, why: string, who: string): Named {
    const { lastInsertRowid } = this.#db
      .prepare("INSERT INTO containers (batch, level, state, epc, partial, in_hand) VALUES (?, ?, 'labelled', ?, 1, 1)")
      .run(batch, level, epc);
    const made = named(this.get(Number(lastInsertRowid)));
    this.#audit.append({ at, batch, subject: subjectOf(made), now: 'labelled', why, who });
    return made;
  }

  /** Moves a container on. Throws when it is no longer in the state the caller saw. */
  change(seen: Container, { state, at, epc, partial, told, inHand, wentBy, why, who }: ContainerChange): Container {
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `UPDATE containers SET state = ?1, epc = coalesce(?2, epc), partial = coalesce(?3, partial), closed_at = coalesce(closed_at, ?4),
             in_hand = max(in_hand, ?5), went_by = max(went_by, ?6)
           WHERE container = ?7 AND state = ?8`,
        )
        .run(
          state,
          epc ?? null,
          partial === undefined ? null : Number(partial),
          told ?? null,
          Number(inHand === true),
          Number(wentBy === true),
          seen.container,
          seen.state,
        );
      if (changes === 0) throw new Error(`${seen.level} ${seen.container} is no longer ${seen.state}`);
      const now = this.get(seen.container);
      const { batch } = seen;
      this.#audit.append({ at, batch, subject: subjectOf(now), was: seen.state, now: state, why, ...(who && { who }) });
      return now;
    });
  }

  /** Forgets an open container in which nothing is: it never was anything. */
  forget({ container, batch, level }: Container, at: string): void {
    transaction(this.#db, () => {
      this.#db.prepare("DELETE FROM containers WHERE container = ? AND state = 'open'").run(container);
      this.#audit.append({
        at,
        batch,
        subject: subjectOf({ container, level, epc: undefined }),
        was: 'open',
        now: 'forgotten',
        why: 'empty',
      });
    });
  }

  /** Puts closed containers into another. Throws when one of them stands in one already. */
  put(parent: Pick<Container, 'container'>, children: readonly Pick<Container, 'container' | 'level'>[]): void {
    for (const { container, level } of children) {
      const row = this.#put.get(parent.container, container);
      if (row === undefined) throw new Error(`${level} ${container} cannot go into container ${parent.container}`);
    }
  }

  /** Takes a container out of the one it stands in. */
  takeOut({ container }: Pick<Container, 'container'>): void {
    this.#db.prepare('UPDATE containers SET parent = NULL WHERE container = ?').run(container);
  }

  /** A container by its number. Throws when there is none. */
  get(container: number): Container {
    const found = this.find(container);
    if (found === undefined) throw new Error(`no container ${container}`);
    return found;
  }

  find(container: number): Container | undefined {
    const row = this.#find.get(container);
    return row === undefined ? undefined : containerOf(row);
  }

  /** The container with one of these EPCs. */
  byEpc(epcs: readonly string[]): Named | undefined {
    const row = this.#db
      .prepare(`SELECT ${columns} FROM containers WHERE epc IN (${epcs.map(() => '?').join(', ')})`)
      .get(...epcs);
    return row === undefined ? undefined : named(containerOf(row));
  }

  /** Containers of a batch in a state, oldest first. */
  in(batch: number, state: ContainerState, level?: PackLevel): Container[] {
    // The state is spelled out so that the index of those few is found that are in it.
    return this.#db
      .prepare(
        `SELECT ${columns} FROM containers WHERE batch = ?1 AND state = '${state}' AND (?2 IS NULL OR level = ?2) ORDER BY container`,
      )
      .all(batch, level ?? null)
      .map(containerOf);
  }

  /** The container of a level that was filled last. */
  last(batch: number, level: PackLevel): number | undefined {
    // It is among the newest rows: looked for from there, it is found at once however many there are.
    const row = this.#db
      .prepare(
        `SELECT container FROM containers NOT INDEXED WHERE batch = ? AND level = ? AND state <> 'open'
         ORDER BY container DESC LIMIT 1`,
      )
      .get(batch, level);
    return row === undefined ? undefined : integer(row, 'container');
  }

  /** How many units and containers are directly in a container. */
  holds({ container }: Pick<Container, 'container'>): number {
    const row = this.#db
      .prepare(
        `SELECT (SELECT count(*) FROM units WHERE container = ?1) + (SELECT count(*) FROM containers WHERE parent = ?1) AS holds`,
      )
      .get(container);
    return integer(row ?? {}, 'holds');
  }

  /** How many units are in a container, at whatever depth. */
  units({ container }: Pick<Container, 'container'>): number {
    const row = this.#db
      .prepare(
        `WITH RECURSIVE inside (container) AS (VALUES (?1) UNION ALL SELECT c.container FROM containers c JOIN inside i ON c.parent = i.container)
         SELECT count(*) AS units FROM units WHERE container IN inside`,
      )
      .get(container);
    return integer(row ?? {}, 'units');
  }

  /** Every container of a batch, oldest first. */
  of(batch: number): Container[] {
    return this.#db
      .prepare(`SELECT ${columns} FROM containers WHERE batch = ? ORDER BY container`)
      .all(batch)
      .map(containerOf);
  }

  /** What stands directly in a container. */
  inside({ container }: Pick<Container, 'container'>): Named[] {
    return this.#db
      .prepare(`SELECT ${columns} FROM containers WHERE parent = ? ORDER BY container`)
      .all(container)
      .map((row) => named(containerOf(row)));
  }

  /** Closed containers of a level that stand in no other, in the order in which they closed. */
  loose(batch: number, level: PackLevel, most = -1): Named[] {
    return this.#db
      .prepare(
        `SELECT ${columns} FROM containers WHERE batch = ? AND level = ? AND state = 'closed' AND parent IS NULL
         ORDER BY closed_at, container LIMIT ?`,
      )
      .all(batch, level, most)
      .map((row) => named(containerOf(row)));
  }

  /** How many containers of a batch are closed. */
  count(batch: number): { bundles: number; cases: number; pallets: number } {
    const row =
      this.#db
        .prepare(
          `SELECT count(*) FILTER (WHERE level = 'bundle') AS bundles, count(*) FILTER (WHERE level = 'case') AS cases,
             count(*) FILTER (WHERE level = 'pallet') AS pallets
           FROM containers WHERE batch = ? AND state = 'closed'`,
        )
        .get(batch) ?? {};
    return { bundles: integer(row, 'bundles'), cases: integer(row, 'cases'), pallets: integer(row, 'pallets') };
  }

  /** The EPCs of closed containers that stand in no other, in order: what a warehouse ships. */
  outermost(batch: number): string[] {
    return this.#db
      .prepare("SELECT epc FROM containers WHERE batch = ? AND state = 'closed' AND parent IS NULL ORDER BY container")
      .all(batch)
      .map((row) => text(row, 'epc'));
  }
}

/** What a container is called in the audit trail. */
export const subjectOf = ({ level, epc, container }: Pick<Container, 'container' | 'level' | 'epc'>): string =>
  `${level} ${epc ?? container}`;

/** Throws for a container that has no number yet. */
export function named(one: Container): Named {
  const { epc } = one;
  if (epc === undefined) throw new Error(`${one.level} ${one.container} has no number`);
  return { ...one, epc };
}

const containerOf = (row: Row): Container => ({
  container: integer(row, 'container'),
  batch: integer(row, 'batch'),
  level: oneOf(row, 'level', packLevels),
  epc: optionalText(row, 'epc'),
  state: oneOf(row, 'state', containerStates),
  partial: integer(row, 'partial') === 1,
  closedAt: optionalText(row, 'closed_at'),
  parent: optionalInteger(row, 'parent'),
  inHand: integer(row, 'in_hand') === 1,
  wentBy: integer(row, 'went_by') === 1,
});
