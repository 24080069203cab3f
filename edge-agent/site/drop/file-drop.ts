import type { Dropped } from './folder.ts';
import { type DropNeeds, takeDropped } from './take-dropped.ts';

export interface FileDropNeeds extends DropNeeds {
  /** Told when the folder cannot be worked with, once for each reason. */
  readonly failed: (why: string) => void;
}

/**
 * Takes what is dropped into a folder, in the order of names, each file once.
 */
export class FileDrop {
  readonly #needs: FileDropNeeds;
  /** What was seen at the last look: a file that has changed since may still be written. */
  #seen: ReadonlyMap<string, string> = new Map();
  #told: string | undefined;
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
    try {
      await this.#tell();
      const waiting = await this.#needs.folder.waiting();
      const before = this.#seen;
      this.#seen = new Map(waiting.map((one) => [one.name, stampOf(one)]));
      for (const one of waiting) {
        // The order of names is the order in which things happened.
        if (before.get(one.name) !== stampOf(one)) break;
        await takeDropped(this.#needs, one);
        await this.#tell();
      }
      this.#trouble = undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== this.#trouble) this.#needs.failed(why);
      this.#trouble = why;
    }
  }

  async #tell(): Promise<void> {
    const { reader, folder } = this.#needs;
    const told = reader.tells?.();
    if (told === undefined || told.text === this.#told) return;
    await folder.write('out', told.name, told.text);
    this.#told = told.text;
  }
}

const stampOf = ({ bytes, changed }: Dropped) => `${bytes}:${changed}`;
