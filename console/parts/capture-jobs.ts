import * as v from 'valibot';
import { element } from './element.ts';
import { action } from './form.ts';
import { table } from './table.ts';
import { when } from './when.ts';

export const jobShape = v.looseObject({
  captureID: v.string(),
  running: v.boolean(),
  success: v.boolean(),
  createdAt: v.optional(v.string()),
  finishedAt: v.optional(v.string()),
  captureErrorBehaviour: v.string(),
  'seriate:eventsStored': v.optional(v.number(), 0),
  'seriate:errors': v.optional(v.number(), 0),
});
export const jobsShape = v.array(jobShape);
export type Job = v.InferOutput<typeof jobShape>;

/** Capture jobs; one with errors is opened to read them. */
export function jobTable(jobs: readonly Job[], open: (job: Job) => void): HTMLElement {
  const columns = [
    { title: 'Received', cell: (job: Job) => when(job.createdAt) },
    { title: 'State', cell: (job: Job) => jobState(job) },
    { title: 'Events', number: true, cell: (job: Job) => job['seriate:eventsStored'] },
    { title: 'Errors', number: true, cell: (job: Job) => errorsOf(job, open) },
    {
      title: 'On error',
      cell: (job: Job) => (job.captureErrorBehaviour === 'proceed' ? 'keep the rest' : 'keep none'),
    },
    { title: 'Job', cell: (job: Job) => element('code', {}, job.captureID) },
  ];
  return table(jobs, columns, 'Nothing was captured yet. Send a document above, or let a line run.');
}

/** How a job stands, in words. */
export function jobState(job: Job): HTMLElement {
  if (job.running) return element('span', {}, 'running');
  if (job.success) return element('span', { class: 'good' }, 'captured');
  return element('span', { class: 'bad' }, job['seriate:eventsStored'] > 0 ? 'captured in part' : 'refused');
}

function errorsOf(job: Job, open: (job: Job) => void): HTMLElement | string {
  const errors = job['seriate:errors'];
  if (errors === 0) return '0';
  return action(String(errors), () => open(job), { class: 'plain bad', 'aria-label': `${errors} errors, show them` });
}
