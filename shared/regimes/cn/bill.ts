/** Bill 3.0: goods that came in or went out, by the codes of what nothing else contains. */
export interface Bill {
  /** Of `billTypes`, one with an event of the file form. */
  readonly type: number;
  readonly billCode: string;
  readonly actor: string;
  /** `YYYY-MM-DD hh:mm:ss`, China's time. */
  readonly at: string;
  /** Whom it came from, or goes to. */
  readonly corpId: string;
  readonly codes: readonly string[];
}
