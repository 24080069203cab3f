import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { Lot, Reconciliation } from '../../shared/messages/lots-api.ts';
import { type Figures, figureNames } from '../../shared/reconciliation/figures.ts';
import { useRoute } from '../shell/use-route.ts';
import { type Behind, behindOf, queryOfBehind } from './behind.ts';
import { changeQuery } from './change-query.ts';
import { count } from './count.ts';
import { SerialsBehind } from './serials-behind.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

interface Row {
  readonly name: string;
  readonly block?: string | undefined;
  readonly isLine?: boolean;
  readonly figures: Figures;
}

interface Given {
  readonly lot: Lot;
  readonly counted: Reconciliation;
  readonly actions: ReactNode;
}

/** What every number of the lot came to, the whole, by line and by block, with the serials behind each figure, and what does not add up. */
export function LotFigures({ lot, counted, actions }: Given) {
  const route = useRoute();
  const behind = behindOf(route.query);
  const show = (to: Behind | undefined) => changeQuery(route, queryOfBehind(to));
  const rows: readonly Row[] = [
    { name: 'Lot', figures: counted.figures },
    ...counted.lines.map(({ site, line = '', figures }) => ({ name: `Line ${site} ${line}`, isLine: true, figures })),
    ...counted.blocks.map(({ block, figures }) => ({ name: `Block ${block ?? 'of others'}`, block, figures })),
  ];
  const columns: readonly TableProps.ColumnDefinition<Row>[] = [
    { id: 'of', header: 'Of', isRowHeader: true, cell: ({ name }) => name },
    ...figureNames.map((figure) => ({
      id: figure,
      header: words(figure),
      cell: ({ name, block, isLine, figures }: Row) => {
        const of = figures[figure];
        if (of === 0 || isLine === true) return count(of);
        return (
          <Button
            variant="inline-link"
            ariaLabel={`${of} ${figure} of ${name}`}
            onClick={() => show({ figure, block })}
          >
            {count(of)}
          </Button>
        );
      },
    })),
  ];
  return (
    <SpaceBetween size="m">
      <Table<Row>
        header={
          <Header variant="h2" actions={actions} description={<Standing counted={counted} />}>
            Reconciliation
          </Header>
        }
        ariaLabels={{ tableLabel: 'Reconciliation' }}
        items={rows}
        columnDefinitions={columns}
        trackBy="name"
      />
      <Differences of={counted.differences} isOpen={isOpen(counted)} show={(figure) => show({ figure })} />
      {behind && <SerialsBehind lot={lot} behind={behind} close={() => show(undefined)} />}
    </SpaceBetween>
  );
}

/** The line has not closed it: nothing of it is amiss for that. */
const isOpen = ({ differences }: Reconciliation) => differences.some(({ kind }) => kind === 'no-report');

function Standing({ counted }: Pick<Given, 'counted'>) {
  const { reconciles, at } = counted;
  return (
    <>
      {reconciles ? (
        <StatusIndicator type="success">Reconciles: every number has one fate</StatusIndicator>
      ) : isOpen(counted) ? (
        <StatusIndicator type="pending">The line has not closed the lot: it cannot reconcile yet</StatusIndicator>
      ) : (
        <StatusIndicator type="warning">Does not reconcile</StatusIndicator>
      )}{' '}
      Counted <When at={at} />
    </>
  );
}

interface Shown {
  readonly of: Reconciliation['differences'];
  readonly isOpen: boolean;
  readonly show: (figure: string) => void;
}

function Differences({ of, isOpen, show }: Shown) {
  return of.map(({ kind, detail, remedy, serials }) => (
    <Alert
      key={kind}
      type={isOpen ? 'info' : 'warning'}
      header={detail}
      action={serials === undefined ? undefined : <Button onClick={() => show(serials)}>Show serials</Button>}
    >
      What to do: {remedy}
    </Alert>
  ));
}
