import * as v from 'valibot';

const rate = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const carton = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const state = v.optional(v.boolean());

/**
 * What can be made to go wrong on a line. Rates are shares of cartons and follow the seed; `…At` is the number of the
 * carton, counted from 1 as they enter, at which it happens once. All may be changed while the line runs.
 */
export const faultsShape = v.strictObject({
  /** Print: white blobs where ink is missing, from harmless to fatal. */
  voidRate: rate,
  /** Print: dark modules grow to the right and downwards. */
  growthRate: rate,
  /** Print: pale ink. */
  contrastRate: rate,
  /** Camera: the trigger does not reach it, so that this carton has no result. */
  missedTriggerRate: rate,
  /** Camera: the result comes when the carton is past the gate. */
  lateVerdict: rate,
  /** Printer: prints the label before once more; from then on every carton carries its predecessor's code. */
  bufferSlipAt: carton,
  /** Gate: from this carton on it stays where it lets everything pass, whatever the PLC orders. */
  gateStuckAt: carton,
  /** Hands: the carton is taken off the belt between printer and camera. */
  missingAtCamera: carton,
  /** Hands: the carton is taken off the belt between camera and gate. */
  missingAtGate: carton,
  /** Network: the reader's connections break just before this carton's result, which is lost. */
  disconnectReaderAt: carton,
  /** Network: the PLC's connections break just after this carton's fate is known. */
  disconnectPlcAt: carton,
  /** Printer: media out. It prints nothing and does not answer `~HS`. */
  silentPrinter: state,
  /** Printer: it prints nothing, and its answer to `~HS` says why. */
  paperOut: state,
  ribbonOut: state,
  headOpen: state,
  printerPaused: state,
  /** Reject bin full, compressed air low: the PLC says so and lets nothing in. */
  binFull: state,
  airLow: state,
  /** Guard open: the belt stands still too. */
  guardOpen: state,
});
export type Faults = v.InferOutput<typeof faultsShape>;
