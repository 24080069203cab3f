import type { Api } from '../api.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import { problemNote } from './problem-note.ts';

/** Hands bytes to the browser, which keeps them as a file. */
export function saveFile(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  element('a', { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

/** A button that fetches a file and has it kept: a link would carry no token. */
export function saveAction(words: string, name: string, fetched: () => Promise<Blob>): HTMLElement {
  const told = element('span', { 'aria-live': 'polite' });
  const button = action(words, () => {
    button.disabled = true;
    told.replaceChildren();
    void fetched()
      .then((bytes) => saveFile(name, bytes))
      .catch((error: unknown) => told.replaceChildren(problemNote(error)))
      .finally(() => {
        button.disabled = false;
      });
  });
  return element('span', {}, button, told);
}

/** The file at a path. */
export const fetchedFrom = (api: Api, path: string) => () => api.fetch(path);
