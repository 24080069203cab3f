import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import type * as v from 'valibot';
import { ProblemAlert } from './problem-alert.tsx';
import { TablePreferences, useTablePreferences } from './table-preferences.tsx';
import { useListed } from './use-asked.ts';

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
  readonly every?: number;
  readonly chosen?: { readonly rows: readonly Row[]; readonly choose: (rows: readonly Row[]) => void };
  readonly variant?: TableProps.Variant;
}

/** A list that is paged and narrowed by the server: nothing is loaded that is not shown. */
export function ServerTable<Shape extends v.GenericSchema, Row>(given: Given<Shape, Row>) {
  const { name, title, path, shape, rowsOf, idOf, columns, every } = given;
  const listed = useListed(path, shape, every === undefined ? {} : { every });
  // Another question begins at its first page.
  const [at, setAt] = useState({ path, index: 1 });
  const index = at.path === path ? at.index : 1;
  const [preferences, setPreferences] = useTablePreferences(name, columns);
  const pages = listed.data?.pages ?? [];
  const page = pages[index - 1];
  const turn = async (to: number) => {
    if (to > pages.length) await listed.fetchNextPage();
    setAt({ path, index: to });
  };
  if (listed.error !== null && page === undefined)
    return <ProblemAlert error={listed.error} again={() => listed.refetch()} />;
  return (
    <Table<Row>
      variant={given.variant ?? 'container'}
      header={
        <Header variant="h2" actions={given.actions} description={given.description}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: title, ...selectionLabels(idOf) }}
      items={page === undefined ? [] : rowsOf(page.told)}
      trackBy={idOf}
      loading={listed.isPending || listed.isFetchingNextPage}
      loadingText="Loading …"
      columnDefinitions={columns}
      columnDisplay={preferences.contentDisplay}
      wrapLines={preferences.wrapLines}
      stripedRows={false}
      filter={given.filter}
      empty={<Empty words={given.isNarrowed === true ? 'Nothing that fits. Ask for less.' : given.empty} />}
      pagination={
        pages.length > 1 || listed.hasNextPage ? (
          <Pagination
            currentPageIndex={index}
            pagesCount={pages.length}
            openEnd={listed.hasNextPage}
            disabled={listed.isFetchingNextPage}
            onChange={({ detail }) => void turn(detail.currentPageIndex)}
          />
        ) : undefined
      }
      preferences={<TablePreferences columns={columns} preferences={preferences} choose={setPreferences} />}
      {...selectionOf(given.chosen)}
    />
  );
}

const selectionLabels = <Row,>(idOf: (row: Row) => string) => ({
  selectionGroupLabel: 'Choose rows',
  allItemsSelectionLabel: () => 'Choose all shown',
  itemSelectionLabel: (_: unknown, row: Row) => `Choose ${idOf(row)}`,
});

function selectionOf<Row>(chosen: Given<v.GenericSchema, Row>['chosen']): Partial<TableProps<Row>> {
  if (chosen === undefined) return {};
  return {
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
