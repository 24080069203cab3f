import { toldInbound } from '../../shared/messages/inbound-api.ts';
import { type Api, Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { sendRequest } from '../send-request.ts';
import { element } from './element.ts';
import { action, field } from './form.ts';
import { documentState, type InboundDocument, sizeOf } from './inbound-documents.ts';
import { problemNote } from './problem-note.ts';

/** What one request carries. */
const MOST_BYTES = 4_500_000;
const ASK_MS = 700;
/** How often a document that is being read is looked at, before its line says to look again later. */
const MOST_LOOKS = 60;

/** Takes files that came from a partner by another way, one after the other, and says what became of each. */
export function documentUpload({ api }: Needs, changed: () => void, open: (id: string) => void): HTMLElement {
  const partner = element('input', { name: 'sender', required: '', autocomplete: 'off', autocapitalize: 'none' });
  const files = element('input', { type: 'file', multiple: '' });
  const sent = element('ul', { class: 'sent', 'aria-label': 'Documents uploaded' });
  let before = Promise.resolve();
  files.addEventListener('change', () => {
    if (partner.reportValidity())
      for (const file of files.files ?? []) {
        const { line, begin } = uploading(api, file, partner.value.trim(), open);
        sent.prepend(line);
        before = before.then(begin).then(changed);
      }
    // So that the same file, mended, can be chosen again.
    files.value = '';
  });
  const drop = element(
    'div',
    { class: 'drop' },
    field('Upload for the partner', partner),
    field('Files that it sent, up to 4.5 MB each', files),
  );
  return element('details', {}, element('summary', {}, 'Upload a document of a partner’s'), drop, sent);
}

/** The line of one file, and what begins to send it; that never fails, the line tells. */
function uploading(api: Api, file: File, partner: string, open: (id: string) => void) {
  const stop = new AbortController();
  const bar = element('progress', { max: '1', value: '0', 'aria-label': `${file.name} on its way` });
  const state = element('span', { role: 'status' }, 'waiting');
  const cancel = action('Cancel', () => stop.abort());
  const name = element('b', {}, file.name);
  const line = element('li', {}, element('p', { class: 'heading' }, name, sizeOf(file.size), bar, state, cancel));
  const settle = (...shown: readonly (Node | string)[]) => {
    bar.remove();
    cancel.remove();
    state.replaceChildren(...shown);
  };
  const onProgress = (share: number) => {
    bar.value = share;
    state.textContent = share < 1 ? `${Math.floor(share * 100)} %` : 'being kept';
  };
  const begin = () =>
    send(api, file, partner, { onProgress, signal: stop.signal })
      .then((path) => settled(api, path, (row) => settle(...outcomeOf(row, open))))
      .catch((error: unknown) => {
        settle(element('span', { class: 'bad' }, 'not taken'));
        line.append(problemNote(error));
      });
  return { line, begin };
}

/** @returns where it is read how the document stands */
async function send(api: Api, file: File, partner: string, how: Parameters<typeof sendRequest>[4]): Promise<string> {
  if (file.size > MOST_BYTES)
    throw new Problem({
      title: 'The file is too large to be uploaded',
      detail: `${file.size} bytes of at most ${MOST_BYTES}`,
      remedy: 'Have the partner send it by AS2 or SFTP, or send it in parts',
    });
  const headers = {
    authorization: `Bearer ${api.token}`,
    accept: 'application/json',
    // Keeps every byte, whatever the file is.
    'content-type': 'application/octet-stream',
  };
  const query = new URLSearchParams({ partner, fileName: file.name });
  const { location } = await sendRequest('POST', `/api/inbound-documents?${query}`, headers, file, how);
  return location ?? '/api/inbound-documents';
}

/** Looks until it is settled or waits; asking again is safe, it changes nothing. */
async function settled(api: Api, path: string, tell: (row: InboundDocument) => void): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const row = await api.get(path, toldInbound);
    tell(row);
    if (row.state !== 'received' && row.state !== 'reading') return;
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}

const outcomeOf = (row: InboundDocument, open: (id: string) => void) => [
  documentState(row),
  ' ',
  action('Show it', () => open(row.documentId), { class: 'plain', 'aria-label': `Show ${row.fileName}` }),
];
