/** How far a search through time has come. */
export type Progress = ReturnType<typeof progressIn>;

/**
 * Follows a search in order of position, one way: it knows the furthest place before which nothing was left out.
 *
 * @param after position behind which the search begins
 */
export function progressIn(ascending: boolean, after?: string) {
  let reached = after;
  let met: string | undefined;
  let slot: string | undefined;
  let isCut = false;
  const reach = (at: string): void => {
    if (reached === undefined || at > reached === ascending) reached = at;
  };
  return {
    get isCut() {
      return isCut;
    },
    /** The budget ended; what follows was not looked at. */
    cut: (): void => {
      isCut = true;
    },
    /** A ref came. Another may stand at the same place, so the place is left behind only by the next one. */
    meet: (at: string): void => {
      if (met !== undefined && met !== at) reach(met);
      met = at;
    },
    /** Refs of this hour, or of these ten minutes, are being read, or there are none; of those before all have come. */
    enter: (current: string): void => {
      if (current === slot) return;
      slot = current;
      reach(ascending ? `${slot}#0#` : `${slot}~#0#`);
    },
    /** The stored event at a place came, of which there is but one. */
    judge: reach,
    /** A position: nothing up to it was left out. Undefined when that is not known of any. */
    get reached() {
      return reached;
    },
  };
}
