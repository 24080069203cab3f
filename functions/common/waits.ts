/** A call that waits for its turn, and its place among those that wait. */
export interface Turn {
  readonly call: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * Thrown before a call that may not be made yet. No failure: who runs deliveries and transactions puts them back until then, and nobody else sees it.
 */
export class Waits extends Error {
  readonly turn: Turn;
  constructor(turn: Turn) {
    super(`waits for its turn until ${turn.at}`);
    this.turn = turn;
  }
}
