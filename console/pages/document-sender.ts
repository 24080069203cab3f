import { type Api, Problem } from '../api.ts';
import { type Job, jobShape, jobState } from '../parts/capture-jobs.ts';
import { element } from '../parts/element.ts';
import { action, choice, field } from '../parts/form.ts';
import { documentProblem, problemNote } from '../parts/problem-note.ts';
import { type SendOptions, sendDocument } from '../send-document.ts';

const ASK_MS = 700;

/** Takes documents that are dropped or chosen, sends them one after the other and says what became of each. */
export function documentSender(api: Api, changed: () => void, open: (job: Job) => void): HTMLElement {
  const behaviour = choice('behaviour', [
    ['rollback', 'keep none of its events'],
    ['proceed', 'keep the sound ones'],
  ]);
  const files = element('input', { type: 'file', multiple: '', accept: '.json,.jsonld,.xml' });
  const drop = element(
    'div',
    { class: 'drop' },
    field('Drop EPCIS documents here (JSON-LD 2.0, XML 1.2 or 2.0, up to 300 MB), or choose them', files),
    field('When a document has a fault', behaviour),
  );
  const sent = element('ul', { class: 'sent', 'aria-label': 'Documents sent' });
  let before = Promise.resolve();
  const take = (some: FileList | null | undefined) => {
    for (const file of some ?? []) {
      const chosen = behaviour.value === 'proceed' ? 'proceed' : 'rollback';
      const { line, begin } = sending(api, file, chosen, open);
      sent.prepend(line);
      before = before.then(begin).then(changed);
    }
  };
  files.addEventListener('change', () => {
    take(files.files);
    // So that the same file, mended, can be chosen again.
    files.value = '';
  });
  acceptDrops(drop, take);
  return element('div', {}, drop, sent);
}

function acceptDrops(drop: HTMLElement, take: (files: FileList | undefined) => void): void {
  const over = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    drop.classList.toggle('over', isOver);
  };
  drop.addEventListener('dragover', over(true));
  drop.addEventListener('dragleave', over(false));
  drop.addEventListener('drop', (event) => {
    over(false)(event);
    take(event.dataTransfer?.files);
  });
}

/** The line of one document, and what begins to send it; that never fails, the line tells. */
function sending(api: Api, file: File, behaviour: SendOptions['behaviour'], open: (job: Job) => void) {
  const stop = new AbortController();
  const bar = element('progress', { max: '1', value: '0', 'aria-label': `${file.name} on its way` });
  const state = element('span', {}, 'waiting');
  const cancel = action('Cancel', () => stop.abort());
  const name = element('b', {}, file.name);
  const line = element('li', {}, element('p', { class: 'heading' }, name, sizeOf(file.size), bar, state, cancel));
  const onProgress = (share: number) => {
    bar.value = share;
    state.textContent = share < 1 ? `${Math.floor(share * 100)} %` : 'being checked';
  };
  const settle = (words: HTMLElement, more?: HTMLElement) => {
    bar.remove();
    cancel.remove();
    state.replaceChildren(words);
    if (more !== undefined) line.append(more);
  };
  const begin = () =>
    sendDocument(api, file, { behaviour, onProgress, signal: stop.signal })
      .then((path) => finished(api, path, () => state.replaceChildren('being captured')))
      .then((job) => settle(jobState(job), outcomeOf(job, open)))
      .catch((error: unknown) => settle(element('span', { class: 'bad' }, 'not captured'), refusedAs(error)));
  return { line, begin };
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** The job once it has ended. Asking again is safe: it changes nothing. */
async function finished(api: Api, path: string, tell: () => void) {
  tell();
  for (;;) {
    const job = await api.get(path, jobShape);
    if (!job.running) return job;
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}

const refusedAs = (error: unknown) =>
  problemNote(error instanceof Problem ? new Problem(documentProblem(error.said)) : error);

function outcomeOf(job: Job, open: (job: Job) => void): HTMLElement {
  const { 'seriate:eventsStored': stored, 'seriate:errors': errors } = job;
  const told = `${stored} ${stored === 1 ? 'event' : 'events'} captured`;
  if (errors === 0) return element('p', {}, `${told}.`);
  return element(
    'p',
    {},
    `${told}, ${errors} with errors. `,
    action('Show the errors', () => open(job), { class: 'plain' }),
  );
}
