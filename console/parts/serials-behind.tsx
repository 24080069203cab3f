import Modal from '@cloudscape-design/components/modal';
import type * as v from 'valibot';
import { type Lot, serialsBehind } from '../../shared/messages/lots-api.ts';
import type { Behind } from './behind.ts';
import { LinkTo } from './link-to.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { sgtinLink } from './sgtin-link.ts';
import { words } from './words.ts';

interface Given {
  readonly lot: Lot;
  readonly behind: Behind;
  readonly close: () => void;
}

type Row = v.InferOutput<typeof serialsBehind>['serials'][number];

/** The serials behind a figure, page by page, each leading to its pack. */
export function SerialsBehind({ lot, behind: { figure, block }, close }: Given) {
  const path = `/api/lots/${encodeURIComponent(lot.lot)}/reconciliation/${encodeURIComponent(figure)}`;
  const columns: readonly Column<Row>[] = [
    {
      id: 'serial',
      header: 'Serial',
      isRowHeader: true,
      cell: ({ serial }) => (
        <LinkTo page="units" subject={sgtinLink(lot.gtin, serial)}>
          <code>{serial}</code>
        </LinkTo>
      ),
    },
    { id: 'block', header: 'Block', cell: (row) => row.block ?? 'of others' },
  ];
  const title = `${words(figure)}${block === undefined ? '' : ` of block ${block}`}`;
  return (
    <Modal visible size="large" header={`Serials of lot ${lot.lot}`} onDismiss={close} closeAriaLabel="Close">
      <ServerTable
        name="serials-behind"
        title={title}
        variant="embedded"
        path={queryPath(path, { gtin: lot.gtin, block, limit: 100 })}
        shape={serialsBehind}
        rowsOf={({ serials }) => serials}
        idOf={({ serial }) => serial}
        columns={columns}
        empty="None is known by its serial."
        every={false} // the lot is counted for each page
      />
    </Modal>
  );
}
