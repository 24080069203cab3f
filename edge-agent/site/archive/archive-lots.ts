import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Archive, Archives } from '../../store/archives.ts';
import type { SiteAlarms } from '../site-alarms.ts';
import { readAgain, writeArchive } from './write-archive.ts';

interface Needs {
  readonly archives: Archives;
  readonly alarms: Pick<SiteAlarms, 'say'>;
  readonly folder: string;
  /** How long a lot stays in the database after it was closed. */
  readonly days: number;
  /** Whether lots have to have gone through a warehouse. */
  readonly isStored: boolean;
  readonly now: () => number;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

export const DAY_MS = 86_400_000;
const LOOK_MS = 3_600_000;
/** Between two pieces: lines, people and the cloud come first. */
const REST_MS = 20;

/**
 * Moves old lots out of the database: each into a file, and then its packs and what the agent did with them, piece by piece. Broken off at any
 * moment, it goes on where it was.
 */
export class ArchiveLots {
  readonly #needs: Needs;
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  readonly #ending = new AbortController();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Looks now and every hour. */
  start(): void {
    const look = () => {
      this.#running = this.#running.then(() => this.look());
    };
    look();
    this.#timer = setInterval(look, LOOK_MS).unref();
  }

  /** Resolves when the piece at hand is done. */
  async stop(): Promise<void> {
    this.#ending.abort();
    clearInterval(this.#timer);
    await this.#running;
  }

  /** One round. What cannot be archived stays, and raises an alarm. */
  async look(): Promise<void> {
    const { archives, alarms, now, days, isStored, folder, log } = this.#needs;
    try {
      for (const archive of archives.unfreed()) await this.#free(archive);
      for (const batch of archives.ripe(iso(now() - days * DAY_MS), isStored)) {
        if (this.#ending.signal.aborted) return;
        const written = await writeArchive(archives, batch, folder, this.#ending.signal);
        // Another fate was noted meanwhile: the next round writes it with that.
        if (this.#ending.signal.aborted || !archives.note({ ...written, at: iso(now()) })) continue;
        log('lot-archived', { ...written });
        const [archive] = archives.unfreed();
        if (archive !== undefined) await this.#free(archive);
      }
      alarms.say('archive-failed', undefined);
    } catch (error) {
      if (!this.#ending.signal.aborted)
        alarms.say('archive-failed', error instanceof Error ? error.message : String(error));
    }
  }

  /** Only what can be read in its file is let go of. */
  async #free({ batch, file, sha256 }: Archive): Promise<void> {
    const { archives, folder, now } = this.#needs;
    const path = join(folder, file);
    if ((await readAgain(path)).sha256 !== sha256) throw new Error(`${path} is not the file that was written`);
    while (!this.#ending.signal.aborted && archives.freeSome(batch)) {
      // Piece by piece: a commit of the lines that waits for the disk would wait for all that is not there yet.
      await archives.onDisk();
      await sleep(REST_MS, undefined, { ref: false });
    }
    if (!this.#ending.signal.aborted) archives.freed(batch, iso(now()));
  }
}

const iso = (ms: number) => new Date(ms).toISOString();
