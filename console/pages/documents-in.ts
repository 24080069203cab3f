import { inboundStates } from '../../shared/messages/inbound-api.ts';
import { inboundWays } from '../../shared/network/channel-kinds.ts';
import type { Needs } from '../needs.ts';
import { documentUpload } from '../parts/document-upload.ts';
import { element } from '../parts/element.ts';
import { action, choice } from '../parts/form.ts';
import { documentState, type InboundDocument, readDocuments, sizeOf } from '../parts/inbound-documents.ts';
import { filterForm, listing } from '../parts/listing.ts';
import { panel } from '../parts/panel.ts';
import { table } from '../parts/table.ts';
import { when } from '../parts/when.ts';
import type { Route } from '../route.ts';
import { documentDetail } from './document-detail.ts';

const PER_PAGE = '30';

/** What partners sent, the newest first; one is opened to see what was wrong with it. */
export function documentsInPage(needs: Needs, { subject, query }: Route): HTMLElement {
  const partner = element('input', { name: 'partner', value: query.get('partner') ?? '', autocomplete: 'off' });
  const state = choice('state', ['', ...inboundStates]);
  const way = choice('way', ['', ...inboundWays]);
  const filters = filterForm('Documents shown', ['Partner', partner], ['State', state], ['Way', way]);
  const { holder, open: show, close } = panel();
  const open = (id: string): void => show(documentDetail(needs, id, () => void list.load(), close));
  const list = listing({
    filters: filters.form,
    first: () => `/api/inbound-documents?${new URLSearchParams([...filters.asked(), ['limit', PER_PAGE]])}`,
    read: (path) => readDocuments(needs.api, path),
    show: (rows) => rowsOf(rows, filters.asked().length > 0, open),
  });
  if (subject !== '') open(subject);
  return element(
    'section',
    {},
    element('h2', {}, 'Documents in'),
    needs.may('events:capture') ? documentUpload(needs, () => void list.load(), open) : undefined,
    filters.form,
    list.holder,
    holder,
  );
}

function rowsOf(rows: readonly InboundDocument[], isFiltered: boolean, open: (id: string) => void): HTMLElement {
  const nameOf = ({ fileName, senderId }: InboundDocument) => fileName || senderId;
  return table(
    rows,
    [
      { title: 'Received', cell: ({ receivedAt }: InboundDocument) => when(receivedAt) },
      { title: 'Partner', cell: ({ partner }: InboundDocument) => partner },
      {
        title: 'Document',
        cell: (row: InboundDocument) =>
          element(
            'div',
            { class: 'why' },
            action(nameOf(row), () => open(row.documentId), { class: 'plain' }),
          ),
      },
      { title: 'Way', cell: ({ way }: InboundDocument) => way },
      { title: 'Size', number: true, cell: ({ bytes }: InboundDocument) => sizeOf(bytes) },
      { title: 'State', cell: stateOf },
    ],
    isFiltered
      ? 'No document fits. Choose less above to see more.'
      : 'No partner has sent anything yet. What comes by AS2, SFTP, the API or an upload above is listed here.',
  );
}

function stateOf(row: InboundDocument): HTMLElement {
  const [first] = row.problems;
  const why = row.waitsFor ?? first?.detail;
  return element('div', {}, documentState(row), why && element('div', { class: 'why' }, why));
}
