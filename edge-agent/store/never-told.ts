import type { Container } from './containers.ts';
import type { Database } from './database.ts';
import type { Pack } from './packs.ts';

/** Notes of packs and containers that nobody was or will be told of what was last said of them, in the caller's transaction. */
export class NeverTold {
  readonly #pack;
  readonly #container;

  constructor(db: Database) {
    this.#pack = db.prepare('UPDATE units SET told = 0, container = NULL WHERE batch = ? AND ordinal = ?');
    this.#container = db.prepare('UPDATE containers SET closed_at = NULL, parent = NULL WHERE container = ?');
  }

  /** That it exists. It is in nothing from then on. */
  pack({ batch, ordinal }: Pick<Pack, 'batch' | 'ordinal'>): void {
    this.#pack.run(batch, ordinal);
  }

  /** The same of a container. */
  container({ container }: Pick<Container, 'container'>): void {
    this.#container.run(container);
  }
}
