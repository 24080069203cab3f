import type { Fate, PlcStatus, Verdict } from '../device.ts';

/** What one look at the reject station shows. A fate that is undefined is one that nobody knows. */
export interface StationImage extends PlcStatus {
  readonly mapVersion: number;
  readonly heartbeat: number;
  readonly released: number;
  readonly commandDone: number;
  readonly lastFate: number;
  /** The ring of fates; it may be empty when `lastFate` is no news. */
  readonly fates: readonly { readonly sequence: number; readonly fate: Fate['fate'] | undefined }[];
}

/**
 * A connection to the reject station's program, whatever the wire. Everything written is absolute, so that a write that
 * is repeated changes nothing. Anything may fail with a `DeviceFault`; whoever holds the connection then closes it.
 */
export interface Station {
  /**
   * Looks are answered in the order in which they were asked for.
   *
   * @param seen the trigger whose fate was told last: its successors' fates are wanted. Undefined when none are.
   */
  look(seen: number | undefined, signal: AbortSignal): Promise<StationImage>;
  beat(value: number, signal: AbortSignal): Promise<void>;
  /** @param total cartons that may have entered since the PLC was commissioned */
  release(total: number, signal: AbortSignal): Promise<void>;
  verdict(sequence: number, verdict: Verdict, signal: AbortSignal): Promise<void>;
  /** @param number differs from that of the command before */
  command(number: number, command: number, signal: AbortSignal): Promise<void>;
  /** @param count rejects in a row after which the PLC lets nothing in until the next purge; 0 for never */
  limitRejects(count: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
