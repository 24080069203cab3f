import * as v from 'valibot';
import type { Api } from '../api.ts';
import type { Job } from './capture-jobs.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import { pages } from './pages.ts';
import { documentProblem, problemLines, problemNote } from './problem-note.ts';

const optional = v.optional(v.string());
const shape = v.array(
  v.looseObject({ title: optional, detail: optional, at: optional, rule: optional, remedy: optional }),
);

const PER_PAGE = 20;

/** What was wrong with the events of a job: where, by which rule, and what to do. */
export async function captureErrors(api: Api, { captureID }: Job, close: () => void): Promise<HTMLElement> {
  const read = (path: string) => api.list(path, shape);
  const show = (errors: v.InferOutput<typeof shape>) =>
    element(
      'ol',
      { class: 'errors' },
      ...errors.map((error) => element('li', {}, ...problemLines(documentProblem(error)))),
    );
  const errors = await read(`/epcis/capture/${encodeURIComponent(captureID)}/errors?perPage=${PER_PAGE}`)
    .then((first) => pages(first, read, (all) => show([...all])))
    .catch(problemNote);
  return element(
    'section',
    { 'aria-label': 'Errors' },
    element('h3', {}, 'Errors of ', element('code', {}, captureID)),
    errors,
    action('Close', close),
  );
}
