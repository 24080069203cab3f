import { writeResult } from '../readers/result.ts';
import type { Camera } from './camera.ts';
import type { Faults } from './faults.ts';
import { blankCarton, type Picture } from './picture.ts';
import type { Random } from './random.ts';
import type { ReaderLanguage, ReaderListenAt, ReaderListening } from './reader-language.ts';
import type { LedgerEntry } from './world.ts';

/** A reader that takes a picture of each carton that triggers it and tells its clients what it made out. */
export class CartonReader {
  readonly #language: ReaderLanguage;
  readonly #camera: Camera;
  readonly #faults: Faults;
  readonly #late: Random;
  /** Results held back until their carton is past the gate. */
  readonly #held = new Map<number, string | undefined>();

  constructor(language: ReaderLanguage, camera: Camera, faults: Faults, late: Random) {
    this.#language = language;
    this.#camera = camera;
    this.#faults = faults;
    this.#late = late;
  }

  /** The trigger's wire. Decoding takes its time; the result follows. */
  async look(entry: LedgerEntry, picture: Picture | undefined): Promise<void> {
    const { carton, sequence = 0 } = entry;
    const isLate = this.#late() < (this.#faults.lateVerdict ?? 0);
    if (!this.#language.triggered(sequence)) return;
    if (isLate) this.#held.set(sequence, undefined);
    const { text, grade } = await this.#camera(picture ?? blankCarton());
    entry.read = text;
    entry.grade = grade;
    const result = writeResult({ sequence, grade, text });
    if (carton === this.#faults.disconnectReaderAt) {
      this.#language.drop();
      return;
    }
    if (this.#held.has(sequence)) this.#held.set(sequence, result);
    else this.#language.tell(result);
  }

  /** The carton is past the gate: a late result comes now. */
  past(sequence: number): void {
    const result = this.#held.get(sequence);
    this.#held.delete(sequence);
    if (result !== undefined) this.#language.tell(result);
  }

  listen(at: ReaderListenAt): Promise<ReaderListening> {
    return this.#language.listen(at);
  }
}
