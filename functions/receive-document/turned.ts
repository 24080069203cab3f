/** Until it is first looked whether a capture has ended; small ones have by then. */
export const FIRST_LOOK_MS = 2_000;
