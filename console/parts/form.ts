import { element } from './element.ts';
import { problemNote } from './problem-note.ts';

/** A form that holds its button until what it began has ended, and shows what went wrong below itself. */
export function form(
  label: string,
  submit: () => Promise<void>,
  ...parts: readonly (HTMLElement | undefined)[]
): HTMLFormElement {
  const answer = element('div', { class: 'wide', 'aria-live': 'assertive' });
  const made = element('form', { 'aria-label': label }, ...parts, answer);
  const buttons = () => made.querySelectorAll<HTMLButtonElement>('button[type=submit]');
  const hold = (held: boolean) => {
    for (const button of buttons()) button.disabled = held;
  };
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    answer.replaceChildren();
    hold(true);
    void submit()
      .catch((error: unknown) => answer.replaceChildren(problemNote(error)))
      .finally(() => hold(false));
  });
  return made;
}

/** A control under the words that name it. */
export const field = (label: string, control: HTMLElement, wide = false): HTMLElement =>
  element('label', wide ? { class: 'wide' } : {}, element('span', {}, label), control);

/** A list of values to choose from; `''` stands for any of them. */
export function choice(
  name: string,
  values: readonly (string | readonly [value: string, words: string])[],
): HTMLSelectElement {
  const options = values.map((one) => {
    const [value, words] = typeof one === 'string' ? [one, one || 'any'] : one;
    return element('option', { value }, words);
  });
  return element('select', { name }, ...options);
}

/** A button that does something at once. */
export function action(words: string, act: () => void, attributes: Record<string, string> = {}): HTMLButtonElement {
  const button = element('button', { type: 'button', ...attributes }, words);
  button.addEventListener('click', act);
  return button;
}
