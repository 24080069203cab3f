import type { Dropped } from './folder.ts';
import { type DropNeeds, takeDropped } from './take-dropped.ts';

export interface FileDropNeeds extends DropNeeds {
  /** Told when the folder cannot be worked with, once for each reason. */
  readonly failed: (why: string) => void;
}

/** Looks at which a file may fail before those after it go on: what is wrong with the share or the disk is wrong with all of them. */
const MOST_FAILURES = 3;

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
  /** How often files have failed, one look after the other. */
  readonly #failures = new Map<string, number>();

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
      let failed: string | undefined;
      for (const one of waiting) {
        // The order of names is the order in which things happened.
        if (before.get(one.name) !== stampOf(one)) break;
        const why = await this.#take(one);
        failed ??= why;
        await this.#tell();
      }
      this.#fails(failed);
    } catch (error) {
      this.#fails(reasonOf(error));
    }
  }

  /** Takes a file. What fails is tried at the next looks, while those after it wait; once it has failed too often they go on without it, and why is answered. */
  async #take(one: Dropped): Promise<string | undefined> {
    try {
      await takeDropped(this.#needs, one);
      this.#failures.delete(one.name);
      return undefined;
    } catch (error) {
      const times = (this.#failures.get(one.name) ?? 0) + 1;
      this.#failures.set(one.name, times);
      const why = `${one.name}: ${reasonOf(error)}`;
      if (times < MOST_FAILURES) throw new Error(why, { cause: error });
      return why;
    }
  }

  #fails(why: string | undefined): void {
    if (why !== undefined && why !== this.#trouble) this.#needs.failed(why);
    this.#trouble = why;
  }

  async #tell(): Promise<void> {
    const { reader, folder } = this.#needs;
    const told = reader.tells?.();
    if (told === undefined || told.text === this.#told) return;
    await folder.write('out', told.name, told.text);
    this.#told = told.text;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const stampOf = ({ bytes, changed }: Dropped) => `${bytes}:${changed}`;
