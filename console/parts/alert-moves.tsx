import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { NmvsAlertView } from '../../shared/messages/nmvs-alerts.ts';
import { AlertState } from './alert-state.tsx';
import { When } from './when.tsx';

/** How an alert came to where it stands: by whom and why, the latest first. */
export function AlertMoves({ history }: Pick<NmvsAlertView, 'history'>) {
  return (
    <Table
      header={<Header variant="h2">What was done about it</Header>}
      ariaLabels={{ tableLabel: 'What was done about it' }}
      items={history.map((entry, i) => ({ ...entry, id: String(i) })).toReversed()}
      trackBy="id"
      wrapLines
      columnDefinitions={[
        { id: 'at', header: 'When', isRowHeader: true, cell: ({ at }) => <When at={at} /> },
        { id: 'state', header: 'It became', cell: ({ state }) => <AlertState state={state} /> },
        { id: 'by', header: 'By', cell: ({ by }) => by },
        { id: 'why', header: 'Why', cell: ({ reason }) => reason },
      ]}
    />
  );
}
