import { element } from './element.ts';
import { action } from './form.ts';
import { problemNote } from './problem-note.ts';

/** Tells what was done, and shows what came of it. */
export type Done = (what: string | HTMLElement) => void;

interface Detail {
  readonly title: string;
  /** Reads the thing and shows it; called again after everything that is done with it. */
  show(done: Done): Promise<readonly (HTMLElement | undefined)[]>;
  /** After everything that is done with it. */
  changed(): void;
  close(): void;
}

/** One thing of a list: its title, what was just done, and how it stands now. */
export function detail({ title, show, changed, close }: Detail): HTMLElement {
  const { told, holder } = standing({ show, changed });
  return element('section', { 'aria-label': title }, element('h3', {}, title), told, holder, action('Close', close));
}

/** The same without title, as a part of something else. */
export function standing({ show, changed }: Pick<Detail, 'show' | 'changed'>) {
  const told = element('p', { class: 'good', role: 'status' });
  const holder = element('div', { 'aria-live': 'polite' }, element('p', { class: 'empty' }, 'Loading …'));
  let latest = 0;
  const load = async (): Promise<void> => {
    const mine = ++latest;
    const shown = await Promise.resolve()
      .then(() => show(done))
      .catch((error: unknown) => [problemNote(error)]);
    if (mine === latest) holder.replaceChildren(...shown.flatMap((one) => one ?? []));
  };
  const done: Done = (what) => {
    told.replaceChildren(what);
    void load();
    changed();
  };
  void load();
  return { told, holder, load };
}
