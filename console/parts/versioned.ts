/** What is kept in versions, one of them. */
export interface Versioned {
  /** Of the thing in the API. */
  readonly path: string;
  /** As sentences name it: `product 09521321543218`. */
  readonly name: string;
  /** What follows when it is withdrawn, in a sentence. */
  readonly withdrawn: string;
  /** Whether somebody may say when a version comes into force. */
  readonly dated: boolean;
  /** Whether it can be changed after it was withdrawn. */
  readonly revives: boolean;
}
