import type { PlcStatus } from '../devices/device.ts';

type Counters = Pick<PlcStatus, 'rejected' | 'binConfirmed'>;

/** Packs that the gate counts as rejected and that the bin's sensor has not seen fall in. */
export const unbinned = ({ rejected, binConfirmed }: Counters): number => rejected - binConfirmed;

/**
 * Holds the gate's count of rejects against the bin's, look by look. A pack takes a moment from the gate to the bin, so that whatever was
 * rejected at one look has to lie in the bin at the next.
 */
export class BinWatch {
  readonly #before: number;
  #rejected: number | undefined;
  #binned: number | undefined;
  readonly #counted: (binConfirmed: number) => void;

  /**
   * @param before packs that were missing in the bin when nothing of the batch had come to it yet
   * @param counted told when the bin has counted on
   */
  constructor(before: number, counted: (binConfirmed: number) => void = () => undefined) {
    this.#before = before;
    this.#counted = counted;
  }

  /** Takes a look at the counters; answers in words what is wrong, undefined when nothing is known to be. */
  sees(counters: Counters): string | undefined {
    const { rejected, binConfirmed } = counters;
    if (binConfirmed !== this.#binned) this.#counted(binConfirmed);
    this.#binned = binConfirmed;
    const due = this.#rejected ?? 0;
    this.#rejected = rejected;
    const missing = due - binConfirmed - this.#before;
    if (missing > 0) return `${missing} of the packs that the gate rejected did not fall into the bin`;
    const tooMany = this.#before - unbinned(counters);
    return tooMany > 0 ? `${tooMany} packs fell into the bin that the gate did not reject` : undefined;
  }

  /** True when everything that was rejected lies in the bin, and nothing else does. */
  agrees(counters: Counters): boolean {
    return unbinned(counters) === this.#before;
  }
}
