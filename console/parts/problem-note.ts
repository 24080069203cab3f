import { Problem, type Said } from '../api.ts';
import { element } from './element.ts';

/** What went wrong, where, by which rule, and what to do. */
export function problemNote(error: unknown): HTMLElement {
  const failed = { title: 'Something failed', detail: String(error), remedy: 'Reload the page and try again' };
  const said = error instanceof Problem ? error.said : failed;
  return element('div', { class: 'problem', role: 'alert' }, ...problemLines(said));
}

/** What went wrong with a document; where nobody says what to do, it is the document that is to be mended. */
export function documentProblem(said: Said): Said {
  return { ...said, remedy: said.remedy ?? 'Mend the document there, or have its sender do so, then send it again' };
}

/** The lines of a problem, for a list of several. */
export function problemLines({ title, detail, at, rule, remedy }: Said): HTMLElement[] {
  const line = (label: string, ...text: (string | Node)[]) => element('p', {}, element('b', {}, `${label}: `), ...text);
  return [
    element('p', {}, element('b', {}, title ?? 'Refused'), detail === undefined ? '' : `: ${detail}`),
    ...(at ? [line('Where', element('code', {}, at))] : []),
    ...(rule ? [line('Rule', rule)] : []),
    ...(remedy ? [line('What to do', remedy)] : []),
  ];
}
