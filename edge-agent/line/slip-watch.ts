/** Tells when codes sit on the wrong cartons: neighbours' codes in a row, with no good read between. */
export class SlipWatch {
  readonly #limit: number;
  readonly #reach: number;
  #neighbours = 0;

  /**
   * @param limit neighbours in a row that make a slip
   * @param reach how many labels away still counts as a neighbour
   */
  constructor(limit: number, reach: number) {
    this.#limit = limit;
    this.#reach = reach;
  }

  /** Takes how far off (in labels) the code was that a carton bore; 0 is the right one. Answers true for a slip. */
  sees(offset: number): boolean {
    this.#neighbours = offset !== 0 && Math.abs(offset) <= this.#reach ? this.#neighbours + 1 : 0;
    return this.#neighbours >= this.#limit;
  }
}
