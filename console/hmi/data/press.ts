/** A press that never ends (a finger rests on the screen) holds the page up for so long. */
const LONGEST_MS = 3_000;
/** A touch is a click only a moment after it is over. */
const CLICK_COMES_MS = 100;

let pressedAt: number | undefined;
let waiting: (() => void)[] = [];

const pressable = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, input, select, textarea, label, a') !== null;

function letGo(): void {
  pressedAt = undefined;
  const all = waiting;
  waiting = [];
  for (const work of all) work();
}

function pressed({ target }: Event): void {
  if (!pressable(target)) return;
  const mine = performance.now();
  pressedAt = mine;
  setTimeout(() => {
    if (pressedAt === mine) letGo();
  }, LONGEST_MS);
}

function released(): void {
  const mine = pressedAt;
  if (mine === undefined) return;
  setTimeout(() => {
    if (pressedAt === mine) letGo();
  }, CLICK_COMES_MS);
}

/** Does it now, or once nobody presses any more: nothing moves away under a finger. */
export function whenReleased(work: () => void): void {
  if (pressedAt === undefined) work();
  else waiting.push(work);
}

/** Begins to notice presses, by finger and by key. */
export function noticePresses(): void {
  const byKey = (does: (event: Event) => void) => (event: KeyboardEvent) => {
    if (!event.repeat && (event.key === ' ' || event.key === 'Enter')) does(event);
  };
  document.addEventListener('pointerdown', pressed, true);
  document.addEventListener('keydown', byKey(pressed), true);
  for (const over of ['pointerup', 'pointercancel', 'keyup']) document.addEventListener(over, released, true);
}
