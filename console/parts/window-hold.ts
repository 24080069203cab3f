import { createContext, use, useEffect } from 'react';

/** Holds the window open until what it answers is called. */
export const WindowHold = createContext<(() => () => void) | undefined>(undefined);

/** Holds the window that this stands in open for as long as something is so: a deed is under way, or another window stands before it. Nothing where there is no window. */
export function useHold(isHeld: boolean): void {
  const hold = use(WindowHold);
  useEffect(() => (isHeld ? hold?.() : undefined), [hold, isHeld]);
}
