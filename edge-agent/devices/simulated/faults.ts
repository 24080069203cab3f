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
  /** Print: the head fires in vain on this carton; its label is used up. */
  blankAt: carton,
  /** Print: from this carton on each one is a little paler than the one before, until nothing can be read. */
  fadingFrom: carton,
  /** Camera: the trigger does not reach it, so that this carton has no result. */
  missedTriggerRate: rate,
  /** Camera: it is triggered twice by this carton, and tells both results under the carton's number. */
  doubleTriggerAt: carton,
  /** Camera: the result comes when the carton is past the gate. */
  lateVerdict: rate,
  /**
   * Printer: prints the label before once more; from then on every carton carries its predecessor's code. A coder of one
   * message is updated too late for this carton only, and the message due is never printed.
   */
  bufferSlipAt: carton,
  /** Printer: prints the label before once more instead of the one that is due, which is lost. A coder does so anyway when it is updated late. */
  duplicateAt: carton,
  /** Coder: it acknowledges new values of this field and leaves the field as it is. */
  ignoredField: v.optional(v.string()),
  /** Printer: it loses its power just before this carton, with all it holds and its connections, and has it back at once. */
  printerPowerLostAt: carton,
  /** Gate: from this carton on it stays where it lets everything pass, whatever the PLC orders. */
  gateStuckAt: carton,
  /**
   * Gate: it fires for this carton and its sensor confirms that, but the carton stays on the belt among the good ones. Only
   * the bin's sensor tells. Nothing happens when this carton is not rejected.
   */
  gateFiredNotMoved: carton,
  /** Gate: this carton is gone from the belt there although the gate never fired, and lies in no bin. */
  goneWithoutFiring: carton,
  /** Infeed: with this carton one more gets past it, behind the others, although it is shut. */
  doubleFeedAt: carton,
  /** Infeed: this carton comes in touching the one before, so that every sensor takes the two for one, and a long one. */
  touchingAt: carton,
  /** Belt: the carton falls over behind the printer. It lies across, longer than it should be, with its code on the floor. */
  fallenAt: carton,
  /** Belt: the carton slips behind the camera and comes to the gate when its window has passed. */
  slippedAt: carton,
  /** Belt: the detector before the camera does not see this carton. */
  undetectedAt: carton,
  /** Hands: a pack without a code is put on the belt between camera and gate, behind this carton. */
  addedAtGate: carton,
  /** Hands: the carton is taken off the belt between printer and camera. */
  missingAtCamera: carton,
  /** Hands: the carton is taken off the belt between camera and gate. */
  missingAtGate: carton,
  /** Network: the reader's connections break just before this carton's result, which is lost. */
  disconnectReaderAt: carton,
  /** Network: the PLC's connections break just after this carton's fate is known. */
  disconnectPlcAt: carton,
  /** Camera: a person holds it offline; it answers, and takes no pictures. */
  readerHeldOffline: state,
  /** Camera: it answers, and says of itself that it is out of order. */
  readerOutOfOrder: state,
  /** Layer: something lies over a pack's code. */
  layerHiddenRate: rate,
  /** Layer: a pack lies turned by a quarter, a half or three quarters. */
  layerTurnedRate: rate,
  /** Layer: a pack is missing from its place. */
  layerMissingRate: rate,
  /** Layer, by its number from 1: a pack is missing, one too many lies there, one of another product or lot, or one face down. */
  layerShortAt: carton,
  layerExtraAt: carton,
  layerForeignAt: carton,
  layerOtherLotAt: carton,
  layerHiddenAt: carton,
  /** Case, by its number from 1: its label falls off the applicator, or it gets the label of the case before. */
  labelLostAt: carton,
  labelWrongAt: carton,
  /** Scanner: it sends no symbology identifier. */
  scannerDropsAim: state,
  /** Scanner: it leaves out group separators, as one does that plays a keyboard. */
  scannerDropsGs: state,
  /** Scanner: it sends everything twice. */
  scannerDoubles: state,
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
  /** No cartons come from before, or what leaves the gate has nowhere to go: the PLC says so and lets nothing in. */
  starved: state,
  blocked: state,
  /** Guard open: the belt stands still too. */
  guardOpen: state,
  /**
   * Emergency stop pressed: the belt coasts for some centimetres and stands. The PLC aborts: until a purge it lets nothing in,
   * and it rejects what is in the zone.
   */
  estop: state,
});
export type Faults = v.InferOutput<typeof faultsShape>;
