import { isAsking } from '../parts/ask-for.ts';

/** Keyboard, screen reader and scanner go on in the room: at its field for scans, or at its beginning. */
export function focusContent(): void {
  if (isAsking()) return;
  const content = document.querySelector<HTMLElement>('#content');
  const scan = content?.querySelector<HTMLElement>('.scan input');
  (scan ?? content)?.focus({ preventScroll: true });
}
