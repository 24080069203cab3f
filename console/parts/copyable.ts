import { element } from './element.ts';
import { action } from './form.ts';

/** A text to be copied, whole. Where the browser does not let us, it is selected, to be copied by hand. */
export function copyable(label: string, text: string): HTMLElement {
  const shown = element('pre', { class: 'copied', 'aria-label': label, tabindex: '0' }, text);
  const told = element('span', { role: 'status' });
  const copy = action(
    'Copy',
    () =>
      void navigator.clipboard.writeText(text).then(
        () => told.replaceChildren('Copied.'),
        () => {
          window.getSelection()?.selectAllChildren(shown);
          told.replaceChildren('Selected: copy it by the keyboard.');
        },
      ),
    { 'aria-label': `Copy: ${label}` },
  );
  return element('div', {}, element('b', {}, label), shown, element('p', { class: 'actions start' }, copy, told));
}
