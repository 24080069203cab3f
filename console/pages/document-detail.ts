import { toldInbound } from '../../shared/messages/inbound-api.ts';
import type { Needs } from '../needs.ts';
import { acting } from '../parts/acting.ts';
import { type Done, detail } from '../parts/detail.ts';
import { element } from '../parts/element.ts';
import { documentState, type InboundDocument, sizeOf } from '../parts/inbound-documents.ts';
import { documentProblem, problemLines } from '../parts/problem-note.ts';
import { fetchedFrom, saveAction } from '../parts/save-file.ts';
import { when } from '../parts/when.ts';
import { routeTo } from '../route.ts';

const readAgain: readonly string[] = ['refused', 'partly-accepted', 'waiting'];

/** One document that a partner sent: how it stands, what is wrong with it, and its exact bytes. */
export function documentDetail(needs: Needs, id: string, changed: () => void, close: () => void): HTMLElement {
  const path = `/api/inbound-documents/${encodeURIComponent(id)}`;
  const show = async (done: Done) => {
    const row = await needs.api.get(path, toldInbound);
    const retry = async () => {
      await needs.api.post(`${path}/retry`, {}, toldInbound);
      done('It is being read again.');
    };
    const look = async () => done('');
    return [
      factsOf(row),
      problemsOf(row),
      saveAction('Download its exact bytes', row.fileName || `${id}.bin`, fetchedFrom(needs.api, `${path}/content`)),
      acting(
        readAgain.includes(row.state) && needs.may('deliveries:write') ? ['Have it read again', retry] : undefined,
        ['Look again', look],
      ),
    ];
  };
  return detail({ title: 'Document', show, changed, close });
}

function factsOf(row: InboundDocument): HTMLElement {
  const lines: readonly (readonly [string, Node | string | undefined])[] = [
    ['State', documentState(row)],
    ['Waits for', row.waitsFor],
    ['Since', when(row.waitsSince)],
    ['Partner', element('a', { href: routeTo('partners', row.partner) }, row.partner)],
    ['File', row.fileName || undefined],
    ['Its sender’s id', element('code', {}, row.senderId)],
    ['Way', row.way],
    ['Received', when(row.receivedAt)],
    ['Settled', when(row.settledAt)],
    ['Size', `${sizeOf(row.bytes)}, ${row.contentType}`],
    ['SHA-256', element('code', {}, row.sha256)],
    ['What it is', row.family],
    ['Mapping', row.mapping],
    ['Capture job', row.captureId && element('a', { href: routeTo('captures') }, row.captureId)],
    ['Double of', row.duplicateOf && element('a', { href: routeTo('documents-in', row.duplicateOf) }, row.duplicateOf)],
    ['Sender told', row.answered && element('span', {}, when(row.answered.at), ` by ${row.answered.by}`)],
  ];
  const shown = lines.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [element('dt', {}, name), element('dd', {}, value)],
  );
  return element('dl', {}, ...shown);
}

function problemsOf({ problems }: InboundDocument): HTMLElement | undefined {
  if (problems.length === 0) return undefined;
  const lines = problems.map(({ code, ...problem }) =>
    element('li', {}, ...problemLines(documentProblem({ ...problem, title: code ?? 'Refused' }))),
  );
  return element(
    'div',
    {},
    element('h4', {}, problems.length === 1 ? 'What is wrong' : `${problems.length} things are wrong`),
    element('ol', { class: 'errors' }, ...lines),
  );
}
