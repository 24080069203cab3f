import { useEffect, useRef } from 'react';
import { focusContent } from './focus-content.ts';

/** What held the focus may be gone with what was done (a list that is signed for): then the room has it, not nothing. A page that was just loaded begins at its top. */
export function useKeptFocus(): void {
  const hasHad = useRef(false);
  useEffect(() => {
    if (document.activeElement !== document.body) hasHad.current = true;
    else if (hasHad.current) focusContent();
  });
}
