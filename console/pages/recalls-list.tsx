import Button from '@cloudscape-design/components/button';
import { type Recall, recallPage } from '../../shared/messages/recalls-api.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { queryPath } from '../parts/query-path.ts';
import { ofText, RecallState } from '../parts/recall-state.tsx';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const columns: readonly Column<Recall>[] = [
  {
    id: 'recall',
    header: 'Recall',
    isRowHeader: true,
    cell: ({ recall }) => (
      <LinkTo page="recalls" subject={recall}>
        {recall}
      </LinkTo>
    ),
  },
  { id: 'state', header: 'State', cell: ({ state }) => <RecallState state={state} /> },
  { id: 'gtin', header: 'GTIN', cell: ({ gtin }) => <code>{gtin}</code> },
  { id: 'of', header: 'Of', cell: (recall) => ofText(recall) },
  { id: 'level', header: 'Down to', cell: ({ level }) => level },
  { id: 'class', header: 'Class', cell: (recall) => recall.class },
  { id: 'signed', header: 'Signed', cell: ({ signature }) => <When at={signature.at} /> },
];

/** Recalls, of which each shows who holds the packs, who was told, and what they answered. */
export function RecallsList() {
  const { may } = useHere();
  const make = may('recalls:write') && (
    <Button variant="primary" href={routeTo('recalls', '', { do: 'new' })}>
      New recall
    </Button>
  );
  return (
    <ServerTable
      name="recalls"
      title="Recalls"
      path={queryPath('/api/recalls')}
      shape={recallPage}
      rowsOf={({ recalls }) => recalls}
      idOf={({ recall }) => recall}
      columns={columns}
      empty='No recall. "New recall" makes one, signed.'
      actions={make}
    />
  );
}
