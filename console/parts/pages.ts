import { Problem } from '../api.ts';
import { element } from './element.ts';

export interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

/** A listing that grows by a page whenever its reader asks for more. */
export function pages<Row>(
  first: PageOf<Row>,
  read: (token: string) => Promise<PageOf<Row>>,
  show: (rows: readonly Row[]) => HTMLElement,
): HTMLElement {
  const shown = element('div');
  const more = element('button', { type: 'button' }, 'Show more');
  const rows: Row[] = [];
  let next: string | undefined;
  const take = (page: PageOf<Row>) => {
    rows.push(...page.rows);
    next = page.next;
    shown.replaceChildren(show(rows), ...(next === undefined ? [] : [more]));
    more.disabled = false;
  };
  more.addEventListener('click', () => {
    if (next === undefined) return;
    more.disabled = true;
    void read(next).then(take, (error: unknown) => {
      const said = error instanceof Problem ? error.message : String(error);
      shown.append(element('p', { class: 'problem', role: 'alert' }, said));
      more.disabled = false;
    });
  });
  take(first);
  return shown;
}
