import type { Needs } from '../needs.ts';
import { captureErrors } from '../parts/capture-errors.ts';
import { type Job, jobsShape, jobTable } from '../parts/capture-jobs.ts';
import { element } from '../parts/element.ts';
import { action } from '../parts/form.ts';
import { pages } from '../parts/pages.ts';
import { panel } from '../parts/panel.ts';
import { problemNote } from '../parts/problem-note.ts';
import { documentSender } from './document-sender.ts';

const PER_PAGE = 20;

/** Documents are sent here, and every capture is listed with what became of it. */
export function capturesPage(needs: Needs): HTMLElement {
  const list = element('div', { 'aria-live': 'polite' }, element('p', { class: 'empty' }, 'Loading …'));
  const detail = panel();
  const read = (path: string) => needs.api.list(path, jobsShape);
  const open = (job: Job) => {
    void captureErrors(needs.api, job, detail.close).then(detail.open);
  };
  const show = async () => {
    const shown = await read(`/epcis/capture?perPage=${PER_PAGE}`)
      .then((first) => pages(first, read, (jobs) => jobTable(jobs, open)))
      .catch(problemNote);
    list.replaceChildren(shown);
  };
  const changed = () => {
    needs.recount();
    void show();
  };
  void show();
  return element(
    'section',
    {},
    element('h2', {}, 'Captures'),
    documentSender(needs.api, changed, open),
    element(
      'div',
      { class: 'heading' },
      element('h3', {}, 'Jobs'),
      action('Refresh', () => void show()),
    ),
    element('p', { class: 'note' }, 'Those of lines, then those sent here or by partners; the newest of each first.'),
    list,
    detail.holder,
  );
}
