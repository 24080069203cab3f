import type { Listed } from '../api.ts';
import { element } from './element.ts';
import { field } from './form.ts';
import { pages } from './pages.ts';
import { problemNote } from './problem-note.ts';

type Control = HTMLInputElement | HTMLSelectElement;

/** Controls that narrow a list, and what they ask for: those that say nothing are left out. */
export function filterForm(label: string, ...controls: readonly (readonly [words: string, control: Control])[]) {
  const fields = controls.map(([words, control]) => field(words, control));
  const isText = controls.some(([, control]) => control instanceof HTMLInputElement);
  const form = element(
    'form',
    { 'aria-label': label },
    ...fields,
    isText ? element('button', { type: 'submit' }, 'Show') : undefined,
  );
  const asked = () => controls.map(([, { name, value }]) => [name, value.trim()]).filter(([, value]) => value !== '');
  return { form, asked };
}

interface Listing<Row> {
  /** A change of them asks anew. */
  readonly filters?: HTMLFormElement;
  /** Path of the first page, as the filters stand. */
  first(): string;
  read(path: string): Promise<Listed<readonly Row[]>>;
  show(rows: readonly Row[]): HTMLElement;
}

/** A list that grows by pages, and is asked for anew by `load`. Answers may come in another order than they were asked for: the last question counts. */
export function listing<Row>({ filters, first, read, show }: Listing<Row>) {
  const holder = element('div', { 'aria-live': 'polite' }, element('p', { class: 'empty' }, 'Loading …'));
  let latest = 0;
  const load = async (): Promise<void> => {
    const mine = ++latest;
    const shown = await Promise.resolve()
      .then(() => read(first()))
      .then((page) => pages(page, read, show))
      .catch(problemNote);
    if (mine === latest) holder.replaceChildren(shown);
  };
  filters?.addEventListener('change', () => void load());
  filters?.addEventListener('submit', (event) => {
    event.preventDefault();
    void load();
  });
  void load();
  return { holder, load };
}
