import { element } from './element.ts';
import { action } from './form.ts';
import { problemNote } from './problem-note.ts';

/** Buttons in a row, each held until what it began has ended; what went wrong is told below them. */
export function acting(
  ...buttons: readonly (readonly [words: string, act: () => Promise<void>, label?: string] | undefined)[]
): HTMLElement {
  const told = element('div', { 'aria-live': 'assertive' });
  const made = buttons.flatMap((one) => {
    if (one === undefined) return [];
    const [words, act, label] = one;
    const button = action(
      words,
      () => {
        button.disabled = true;
        told.replaceChildren();
        void act()
          .catch((error: unknown) => told.replaceChildren(problemNote(error)))
          .finally(() => {
            button.disabled = false;
          });
      },
      label === undefined ? {} : { 'aria-label': label },
    );
    return [button];
  });
  return element('div', {}, element('p', { class: 'actions start' }, ...made), told);
}

/** A form for a reason, which something cannot be done without. */
export const reasonField = (least = 3): HTMLTextAreaElement =>
  element('textarea', { name: 'reason', required: '', minlength: `${least}`, maxlength: '1000', rows: '2' });
