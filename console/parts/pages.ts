import type { Listed } from '../api.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import { problemNote } from './problem-note.ts';

/** A listing that grows by a page whenever its reader asks for more. */
export function pages<Row>(
  first: Listed<readonly Row[]>,
  read: (next: string) => Promise<Listed<readonly Row[]>>,
  show: (rows: readonly Row[]) => HTMLElement,
): HTMLElement {
  const shown = element('div');
  const rows: Row[] = [];
  let next: string | undefined;
  const more = action('Show more', () => {
    if (next === undefined) return;
    more.disabled = true;
    void read(next).then(take, (error: unknown) => {
      shown.querySelector(':scope > .problem')?.remove();
      shown.append(problemNote(error));
      more.disabled = false;
    });
  });
  const take = (page: Listed<readonly Row[]>) => {
    const hadFocus = document.activeElement === more;
    rows.push(...page.rows);
    next = page.next;
    more.disabled = false;
    shown.replaceChildren(show(rows), ...(next === undefined ? [] : [more]));
    if (hadFocus) more.focus();
  };
  take(first);
  return shown;
}
