import type { ListenAt } from '../listen.ts';
import { growth, paleness, voids } from './damage.ts';
import type { Faults } from './faults.ts';
import type { Listening } from './listener.ts';
import type { Picture } from './picture.ts';
import type { Random } from './random.ts';
import type { Print } from './world.ts';

/** What a line knows of its printer, whatever language that speaks. */
export interface PrinterModel {
  readonly counts: { readonly received: number; readonly printed: number; readonly cancelled: number };
  /** Codes it holds and has not printed, next first. */
  readonly waiting: readonly (string | undefined)[];
  /** A carton stands before the head. */
  print(carton: number): Print | undefined;
  /** The power goes, and comes back at once: connections break, and everything it held is gone. */
  losePower(): void;
  listen(at: ListenAt): Promise<Listening>;
}

export interface PrinterParts {
  readonly faults: Faults;
  readonly random: { readonly voids: Random; readonly growth: Random; readonly contrast: Random };
}

/** A label or message as it waits: already drawn, as printers do it, so that printing takes no time. */
export interface Drawn {
  readonly code: string | undefined;
  readonly picture: Picture;
  /** What people read on it. */
  readonly text?: readonly string[];
}

/** What all printers have in common: a head that works or does not, leaves damage, and counts. */
export class PrintHead {
  /** `received` counts what was handed over to be printed; what was thrown away, overwritten or lost is `cancelled`. */
  readonly counts = { received: 0, printed: 0, cancelled: 0 };
  readonly #faults: Faults;
  readonly #random: PrinterParts['random'];

  constructor({ faults, random }: PrinterParts) {
    this.#faults = faults;
    this.#random = random;
  }

  /** Whether it lacks something, or is open: it prints nothing until somebody has been there. */
  get faulty(): boolean {
    const { silentPrinter, paperOut, ribbonOut, headOpen } = this.#faults;
    return (silentPrinter ?? false) || (paperOut ?? false) || (ribbonOut ?? false) || (headOpen ?? false);
  }

  /** Whether a carton that comes by now is printed on. */
  get able(): boolean {
    return !this.faulty && !this.#faults.printerPaused;
  }

  print({ code, picture: { side, pixels } }: Drawn): Print {
    this.counts.printed += 1;
    const picture = { side, pixels: pixels.slice() };
    return { code, picture, damage: this.#spoil(picture) };
  }

  /** Every channel is drawn for every carton, so that one rate does not change whom another hits. */
  #spoil(picture: Picture): Print['damage'] {
    const { voidRate = 0, growthRate = 0, contrastRate = 0 } = this.#faults;
    const [hasVoids, grows, isPale] = [
      this.#random.voids() < voidRate,
      this.#random.growth() < growthRate,
      this.#random.contrast() < contrastRate,
    ];
    if (grows) growth(picture, this.#random.growth);
    if (hasVoids) voids(picture, this.#random.voids);
    if (isPale) paleness(picture, this.#random.contrast);
    if (hasVoids) return 'void';
    if (grows) return 'growth';
    return isPale ? 'contrast' : undefined;
  }
}
