import type { Dropped } from './folder.ts';
import { textOf } from './say-file.ts';
import { type DropNeeds, takeDropped } from './take-dropped.ts';

export interface FileDropNeeds extends DropNeeds {
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * Takes what a line of another maker drops into its folder, in the order of names, each file once.
 */
export class FileDrop {
  readonly #needs: FileDropNeeds;
  /** What was seen at the last look: a file that has changed since may still be written. */
  #seen: ReadonlyMap<string, string> = new Map();
  #orders: string | undefined;
  #looking: Promise<void> | undefined;
  #trouble: string | undefined;

  constructor(needs: FileDropNeeds) {
    this.#needs = needs;
  }

  /** Why the folder cannot be worked with; undefined when it can. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Looks once. What fails (the share is away, the disk full) is told and tried again at the next look. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { line, log } = this.#needs;
    try {
      await this.#tellOrders();
      const waiting = await this.#needs.folder.waiting();
      const before = this.#seen;
      this.#seen = new Map(waiting.map((one) => [one.name, stampOf(one)]));
      for (const one of waiting) {
        // The order of names is the order in which things happened.
        if (before.get(one.name) !== stampOf(one)) break;
        await takeDropped(this.#needs, one);
        await this.#tellOrders();
      }
      this.#trouble = undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== this.#trouble) log('line-files-failed', { line: line.line, error: why });
      this.#trouble = why;
    }
  }

  async #tellOrders(): Promise<void> {
    const { line, folder } = this.#needs;
    const orders = textOf({ line: line.line, orders: line.orders() });
    if (orders === this.#orders) return;
    await folder.write('out', 'orders.json', orders);
    this.#orders = orders;
  }
}

const stampOf = ({ bytes, changed }: Dropped) => `${bytes}:${changed}`;
