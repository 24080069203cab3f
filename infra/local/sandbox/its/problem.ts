/** A call that is refused as a whole: 90001 unreadable, 90002 too many, 90003 nobody of that GLN, 90004 no package of PTS. The real numbers are not public. */
export class Problem extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}
