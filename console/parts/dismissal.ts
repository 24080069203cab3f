/** How somebody wants to close a window: beside it, by its cross, or by Escape. */
type Reason = 'overlay' | 'closeButton' | 'keyboard' | (string & {});

interface Standing {
  /** Something is under way in it, or another window stands before it. */
  readonly isHeld: boolean;
  /** Somebody typed something in it. */
  readonly isTyped: boolean;
  /** Whether that is to be left is asked at the moment. */
  readonly isAsked: boolean;
}

/**
 * What follows when somebody wants to close a window with a form: what is under way is not stopped by it, and its refusal has to be seen; what was typed is not lost by a click beside, nor by Escape unasked.
 * Escape takes the question back, as it does everywhere.
 */
export function dismissal(reason: Reason, { isHeld, isTyped, isAsked }: Standing): 'close' | 'stay' | 'ask' | 'unask' {
  if (isHeld || reason === 'overlay') return 'stay';
  if (reason !== 'keyboard') return 'close';
  if (isAsked) return 'unask';
  return isTyped ? 'ask' : 'close';
}
