import { Problem, type Said } from '../api.ts';
import { element } from './element.ts';

/** What went wrong, where, by which rule, and what to do. */
export function problemNote(error: unknown): HTMLElement {
  const failed = { title: 'Something failed', detail: String(error), remedy: 'Reload the page and try again' };
  const said = error instanceof Problem ? error.said : failed;
  return element('div', { class: 'problem', role: 'alert' }, ...problemLines(said));
}

function problemLines({ title, detail, at, rule, remedy }: Said): HTMLElement[] {
  const line = (label: string, ...text: (string | Node)[]) => element('p', {}, element('b', {}, `${label}: `), ...text);
  return [
    element('p', {}, element('b', {}, title ?? 'Refused'), detail === undefined ? '' : `: ${detail}`),
    ...(at ? [line('Where', element('code', {}, at))] : []),
    ...(rule ? [line('Rule', rule)] : []),
    ...(remedy ? [line('What to do', remedy)] : []),
  ];
}
