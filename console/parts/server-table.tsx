import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type * as v from 'valibot';
import { ProblemAlert } from './problem-alert.tsx';
import { TablePreferences, useTablePreferences } from './table-preferences.tsx';
import { usePaged } from './use-paged.tsx';

const REFRESH_MS = 10_000;

export type Column<Row> = TableProps.ColumnDefinition<Row> & { readonly id: string };

interface Given<Shape extends v.GenericSchema, Row> {
  /** Names it in what this browser keeps, and to who hears the page. */
  readonly name: string;
  readonly title: string;
  /** Of the first page, with what narrows it. */
  readonly path: string;
  readonly shape: Shape;
  readonly rowsOf: (told: v.InferOutput<Shape>) => readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** Of a list without a row, where nothing narrows it: what makes the first one. */
  readonly empty: string;
  /** Controls that narrow it, at the server. */
  readonly filter?: ReactNode;
  readonly isNarrowed?: boolean;
  readonly actions?: ReactNode;
  readonly description?: ReactNode;
  /** Milliseconds after which it is asked for anew; false of one that is dear, or does not change. */
  readonly every?: number | false;
  /** The same while there is a next page, of a list that is dear to look through. */
  readonly everyOfMany?: number | undefined;
  readonly chosen?:
    | {
        readonly rows: readonly Row[];
        readonly choose: (rows: readonly Row[]) => void;
        /** Rows that cannot be chosen have a box that is disabled. */
        readonly mayChoose?: (row: Row) => boolean;
      }
    | undefined;
  readonly variant?: TableProps.Variant;
}

/** A list that is paged and narrowed by the server: nothing is loaded that is not shown. Where a page does not come, what is shown stays, with why. */
export function ServerTable<Shape extends v.GenericSchema, Row>(given: Given<Shape, Row>) {
  const { name, title, path, shape, rowsOf, idOf, columns, every = REFRESH_MS } = given;
  const { listed, page, pagination } = usePaged(path, shape, { every, everyOfMany: given.everyOfMany });
  const [preferences, setPreferences] = useTablePreferences(name, columns);
  const problem = listed.error !== null && <ProblemAlert error={listed.error} again={listed.refetch} />;
  const table = (
    <Table<Row>
      variant={given.variant ?? 'container'}
      header={
        <Header variant="h2" actions={given.actions} description={given.description}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: title, ...selectionLabels(idOf) }}
      items={page === undefined ? [] : rowsOf(page)}
      trackBy={idOf}
      loading={listed.isPending || listed.isTurning}
      loadingText="Loading …"
      columnDefinitions={columns}
      columnDisplay={preferences.contentDisplay}
      wrapLines={preferences.wrapLines}
      stripedRows={false}
      filter={given.filter}
      empty={page === undefined ? problem : <Empty words={emptyWords(given, listed.hasNextPage)} />}
      pagination={pagination}
      preferences={<TablePreferences columns={columns} preferences={preferences} choose={setPreferences} />}
      {...selectionOf(given.chosen)}
    />
  );
  return (
    <SpaceBetween size="s">
      {page !== undefined && problem}
      {table}
    </SpaceBetween>
  );
}

/** A search may have looked at all it looks at for one page, and found nothing yet. */
function emptyWords(
  { isNarrowed = false, empty }: { readonly isNarrowed?: boolean; readonly empty: string },
  goesOn: boolean,
): string {
  if (goesOn) return 'Nothing that fits so far. The next page looks further.';
  return isNarrowed ? 'Nothing that fits. Ask for less.' : empty;
}

const selectionLabels = <Row,>(idOf: (row: Row) => string) => ({
  selectionGroupLabel: 'Choose rows',
  allItemsSelectionLabel: () => 'Choose all shown',
  itemSelectionLabel: (_: unknown, row: Row) => `Choose ${idOf(row)}`,
});

function selectionOf<Row>(chosen: Given<v.GenericSchema, Row>['chosen']): Partial<TableProps<Row>> {
  if (chosen === undefined) return {};
  const { mayChoose } = chosen;
  return {
    ...(mayChoose && { isItemDisabled: (row: Row) => !mayChoose(row) }),
    selectionType: 'multi',
    selectedItems: chosen.rows,
    onSelectionChange: ({ detail }) => chosen.choose(detail.selectedItems),
  };
}

/** A list without a row says what makes the first one. */
export function Empty({ words }: { readonly words: string }) {
  return (
    <Box textAlign="center" color="text-body-secondary" padding="m">
      {words}
    </Box>
  );
}
