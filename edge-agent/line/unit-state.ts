import { nextState, type PackMlEvent, type PackMlState } from '#shared/line/packml.ts';

/** Told of every change of state. */
export type StateListener = (state: PackMlState, before: PackMlState) => void;

/** Where a line stands in PackML, and for how long that holds. */
export class UnitState {
  readonly #listeners: StateListener[] = [];
  #state: PackMlState = 'Stopped';
  #left = new AbortController();

  get state(): PackMlState {
    return this.#state;
  }

  /** Aborts when the state of this moment is left. */
  get left(): AbortSignal {
    return this.#left.signal;
  }

  /** Takes an event. Throws when the state does not know it. */
  step(event: PackMlEvent): void {
    if (!this.take(event)) throw new Error(`a line that is ${this.#state} cannot ${event}`);
  }

  /** Takes an event if the state knows it; answers whether it did. */
  take(event: PackMlEvent): boolean {
    const before = this.#state;
    const after = nextState(before, event);
    if (after === undefined) return false;
    this.#state = after;
    const left = this.#left;
    this.#left = new AbortController();
    left.abort(new Error(`the line is ${before} no more`));
    for (const listener of this.#listeners) listener(after, before);
    return true;
  }

  onChange(listener: StateListener): void {
    this.#listeners.push(listener);
  }
}
