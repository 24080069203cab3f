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
  readonly symbol?: 'gs1-datamatrix';
  readonly elements: readonly LabelElement[];
  readonly text: readonly string[];
}

/** What goes on a case or a pallet: its SSCC as GS1-128, and what else is told of it. */
export interface ContainerLabel {
  readonly symbol: 'gs1-128';
  /** 18 digits. */
  readonly sscc: string;
  /** Further GS1-128 symbols, from top to bottom, above the SSCC's. */
  readonly further: readonly (readonly LabelElement[])[];
  /** A GS1 DataMatrix beside the text, such as a case's GTIN and serial; none when left out. */
  readonly matrix?: readonly LabelElement[] | undefined;
  readonly text: readonly string[];
}

export type Label = ItemLabel | ContainerLabel;

/** What a printer is set to print: its own name for the job, and what goes into each field, as templates (`label-template.ts`). */
export interface PrintJob {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
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
  /** Labels it may hold unprinted. One more would overwrite another (a coder of one message holds 1) or be kept waiting. */
  readonly holds: number;
  /**
   * Makes a job the one that is printed from now on; nothing is printed before the next `print`. Resolves when the printer
   * says so, as far as its language lets it: fields that the job does not have are found by the camera only.
   */
  select(job: PrintJob, signal: AbortSignal): Promise<void>;
  /** Why it can never print by that job, or without one, as far as is known without asking it; left out by a printer that takes any. */
  cannotTake?(job: PrintJob | undefined): string | undefined;
  /** Hands over one label. Resolves when the bytes are sent: no printer confirms a print, only a read does. */
  print(label: Label, signal: AbortSignal): Promise<void>;
  /** Sees to it that no label handed over is printed any more. Resolves when the printer itself says so. */
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

/** One code among several in a picture; `x` and `y` say where its middle is, in pixels from the top left, as far as the camera tells. */
export interface LayerCode {
  readonly text: string;
  readonly grade: number;
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

/** One picture of many packs: all codes that could be read, in no order. What is hidden is missing; only a count can tell. */
export interface LayerRead {
  readonly sequence: number;
  readonly codes: readonly LayerCode[];
}

/** A camera that tells of each picture. Reads made while the connection is down are lost: the carton gets no verdict and is rejected. */
export interface ReaderOf<R> extends Device {
  onRead(listener: (read: R) => void): void;
  /**
   * Makes the camera job of that name the active one; undefined leaves the camera as it is. A job once chosen is chosen again
   * when the camera comes back after a lost connection. No picture may be awaited meanwhile: the camera takes none.
   *
   * @throws DeviceFault `rejected` when the camera has no such job, or knows no jobs; `timeout`, `disconnected`
   */
  select(job: string | undefined, signal: AbortSignal): Promise<void>;
  /** Why it can never have a job of that name, as far as is known without asking it; left out by a camera that takes any. */
  cannotTake?(job: string): string | undefined;
}

/** Reads the code of one carton a picture. */
export type Reader = ReaderOf<Read>;

/** Reads the codes of a whole layer in one picture. */
export type LayerReader = ReaderOf<LayerRead>;

/**
 * What a person or a fixed scanner read. `text` is as the scanner sent it, led by its AIM symbology identifier if that is switched on:
 * `readScan` judges it. `at` is when its last byte came, in milliseconds since 1970 on a clock that is never set back.
 */
export interface Scan {
  readonly text: string;
  readonly at: number;
}

/** A scanner. What it reads while the connection is down is lost, and so is a scan cut in the middle: the person scans again. */
export interface Scanner extends Device {
  onScan(listener: (scan: Scan) => void): void;
}

export type Verdict = 'good' | 'reject' | 'sample';

/**
 * Where a carton went, confirmed by the sensor behind the gate and not by the order given to it. That sensor can err: for
 * rejects, `binConfirmed` of `PlcStatus` is its cross-check.
 */
export interface Fate {
  readonly sequence: number;
  readonly fate: 'passed' | 'rejected' | 'sampled';
}

/** Triggers `first` to `last`, both included. */
export interface SequenceRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What the PLC says of itself. The counters run since it was commissioned.
 *
 * - `zone`: cartons between infeed and gate.
 * - `binConfirmed`: packs that the reject bin's own sensor saw fall in; `rejected` are those that the gate moved. With no
 *   pack on its way between them they differ when the gate fired and the pack stayed, or a pack went in unbidden.
 * - `estop`: the emergency stop is pressed. The belt coasted on, and what is in the zone is suspect.
 * - `rejectLimit`: the PLC itself stopped the infeed after too many rejects in a row. A purge ends that.
 */
export interface PlcStatus {
  readonly zone: number;
  readonly triggers: number;
  readonly passed: number;
  readonly rejected: number;
  readonly sampled: number;
  readonly binConfirmed: number;
  readonly binFull: boolean;
  readonly airLow: boolean;
  readonly guardOpen: boolean;
  readonly estop: boolean;
  readonly rejectLimit: boolean;
  /** No carton comes to the infeed though some are let in; left out by a PLC that cannot tell. */
  readonly starved?: boolean;
  /** What leaves the gate has nowhere to go; left out by a PLC that cannot tell. */
  readonly blocked?: boolean;
  /** What passed a sensor is not what the shift register says: the PLC shut the infeed and rejects the zone. A purge ends that. */
  readonly trackingLost?: boolean;
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

export type LayerVerdict = 'accept' | 'refuse';

/** How a packer makes up a case. */
export interface PackerSetup {
  readonly packsPerLayer: number;
  readonly layersPerCase: number;
}

/**
 * What a case packer says of itself. The counters run since it was commissioned.
 *
 * - `standing`: a layer stands before the camera and was not accepted.
 * - `pictures`: number of the last picture; `decided`: the picture whose verdict was carried out last.
 * - `packs`: those between infeed and case, the standing layer's among them.
 */
export interface PackerStatus {
  readonly standing: boolean;
  readonly pictures: number;
  readonly decided: number;
  readonly accepted: number;
  readonly refused: number;
  readonly casesOut: number;
  readonly layersInCase: number;
  readonly packs: number;
  readonly blocked: boolean;
  readonly starved: boolean;
  readonly guardOpen: boolean;
  readonly estop: boolean;
}

/**
 * A case packer. It holds a layer before the camera until the verdict on its last picture comes; what was refused stands until a person has put
 * it right and another picture is taken.
 */
export interface Packer extends Device {
  /** Called when a picture of a standing layer was triggered, with its number. What was triggered while nobody was connected is not told. */
  onLayer(listener: (picture: number) => void): void;
  setUp(setup: PackerSetup, signal: AbortSignal): Promise<void>;
  /** Tells what is to become of the layer in a picture. Repeated it changes nothing; a picture that is not the last is turned down. */
  verdict(picture: number, verdict: LayerVerdict, signal: AbortSignal): Promise<void>;
  /** Has another picture of the standing layer taken; does nothing when none stands. */
  look(signal: AbortSignal): Promise<void>;
  /** Has what is left of the packs stand as a layer, however few; does nothing when there are none or a layer stands already. */
  gatherRest(signal: AbortSignal): Promise<void>;
  /** Pushes the case out as it is; does nothing when it is empty. */
  pushOut(signal: AbortSignal): Promise<void>;
  status(signal: AbortSignal): Promise<PackerStatus>;
}
