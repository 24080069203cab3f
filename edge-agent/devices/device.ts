/**
 * How a device stands.
 * - `up`: connected, and it answers as it should.
 * - `connecting`: no connection yet, or it was lost; the driver keeps trying.
 * - `refused`: the device turns the connection away, or accepts it and then does not answer.
 * - `misconfigured`: it answers, but with something that no retry will cure; a person must look at its settings.
 */
export type Health = 'up' | 'connecting' | 'refused' | 'misconfigured';

/** A driver for one device. It knows its own address and never which line it serves. */
export interface Device {
  health(): Health;
  /** Lets go of the device and of every timer. The driver cannot be used again. */
  close(): Promise<void>;
}

/** One pair of application identifier and value. */
export interface LabelElement {
  readonly ai: string;
  readonly value: string;
}

/** What goes on one carton: the elements of its code, in order, and the lines a person reads. */
export interface ItemLabel {
  readonly elements: readonly LabelElement[];
  readonly text: readonly string[];
}

/** What a printer says of itself. `waiting` counts labels it has taken in and not yet printed. */
export interface PrinterStatus {
  readonly waiting: number;
  readonly paperOut: boolean;
  readonly ribbonOut: boolean;
  readonly headOpen: boolean;
  readonly paused: boolean;
  readonly bufferFull: boolean;
}

/**
 * A printer. Commands fail with a `DeviceFault`, or with the signal's reason when it aborts; after a failed `print`
 * the label may or may not be in the printer, so the caller cancels everything before it prints that number again.
 */
export interface Printer extends Device {
  /** Hands over one label. Resolves when the bytes are sent: no printer confirms a print, only a read does. */
  print(label: ItemLabel, signal: AbortSignal): Promise<void>;
  /** Throws away all labels that wait. Resolves when the printer itself says that none is left. */
  cancelAll(signal: AbortSignal): Promise<void>;
  status(signal: AbortSignal): Promise<PrinterStatus>;
}

/**
 * One picture taken. `sequence` is the PLC's trigger count. `text` is the element string led by its AIM symbology
 * identifier, undefined when nothing could be read. `grade` (0–4) is a process-control metric of the camera,
 * not an ISO/IEC 15415 grade.
 */
export interface Read {
  readonly sequence: number;
  readonly text: string | undefined;
  readonly grade: number;
}

/** A code reader. Reads made while the connection is down are lost: the carton gets no verdict and is rejected. */
export interface Reader extends Device {
  onRead(listener: (read: Read) => void): void;
}

export type Verdict = 'good' | 'reject' | 'sample';

/** Where a carton went, confirmed by the sensor behind the gate and not by the order given to it. */
export interface Fate {
  readonly sequence: number;
  readonly fate: 'passed' | 'rejected' | 'sampled';
}

/** Triggers `first` to `last`, both included. */
export interface SequenceRange {
  readonly first: number;
  readonly last: number;
}

/** `zone` counts cartons between infeed and gate; the counters run since the PLC was commissioned. */
export interface PlcStatus {
  readonly zone: number;
  readonly triggers: number;
  readonly passed: number;
  readonly rejected: number;
  readonly sampled: number;
  readonly binFull: boolean;
  readonly airLow: boolean;
  readonly guardOpen: boolean;
}

/**
 * The controller of infeed and gate. It rejects whatever has no verdict when it reaches the gate.
 * After a failed `release` it is unknown whether cartons will enter: `purge` makes it known.
 */
export interface Plc extends Device {
  /** Stops the infeed, forgets the quota and runs the zone empty; everything in it is rejected. */
  purge(signal: AbortSignal): Promise<void>;
  /** Lets `count` more cartons enter. */
  release(count: number, signal: AbortSignal): Promise<void>;
  verdict(sequence: number, verdict: Verdict, signal: AbortSignal): Promise<void>;
  /** Called once per sequence, in rising order, also over a lost and regained connection. */
  onFate(listener: (fate: Fate) => void): void;
  /**
   * Called, in order with `onFate`, for triggers whose fate nobody can tell any more: the carton never reached the
   * sensor behind the gate, or the connection was away for longer than the PLC remembers. They need a person.
   */
  onUnknownFates(listener: (range: SequenceRange) => void): void;
  /**
   * True once the counters have gone back: the PLC was replaced or reset, its triggers no longer name our cartons, and this
   * driver has given up. Only a driver that is opened anew can work with it.
   */
  renumbered(): boolean;
  status(signal: AbortSignal): Promise<PlcStatus>;
}
