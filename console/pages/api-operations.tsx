import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { narrowed, type Operation } from '../parts/api-document.ts';
import { changeQuery } from '../parts/change-query.ts';
import { ChosenFilter } from '../parts/chosen-filter.tsx';
import { Filters } from '../parts/filters.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { Empty } from '../parts/server-table.tsx';
import { TypedFilter } from '../parts/typed-filter.tsx';
import type { Route } from '../route.ts';

const PER_PAGE = 50;

const columns: readonly TableProps.ColumnDefinition<Operation>[] = [
  { id: 'method', header: 'Method', cell: ({ method }) => <code>{method}</code>, width: 100 },
  {
    id: 'path',
    header: 'Path',
    isRowHeader: true,
    cell: ({ id, path }) => (
      <LinkTo page="api" subject={id} ariaLabel={id}>
        <code>{path}</code>
      </LinkTo>
    ),
  },
  { id: 'summary', header: 'What it does', cell: ({ summary }) => summary, minWidth: 320 },
  {
    id: 'permission',
    header: 'Permission',
    cell: ({ permission }) => (permission === undefined ? 'none: open' : <code>{permission}</code>),
  },
];

interface Given {
  readonly operations: readonly Operation[];
  readonly route: Route;
}

/** All operations, narrowed as the address says. */
export function ApiOperations({ operations, route }: Given) {
  const [words, tag] = [route.query.get('words') ?? '', route.query.get('tag') ?? ''];
  const found = narrowed(operations, words, tag);
  const question = `${words} ${tag}`;
  // Another question begins at its first page.
  const [at, setAt] = useState({ question, index: 1 });
  const index = at.question === question ? at.index : 1;
  const tags = [...new Set(operations.map((one) => one.tag))];
  return (
    <Table
      header={
        <Header
          variant="h2"
          counter={`(${found.length})`}
          description="Everything that the console does, any system may do: over this API, with a key and its role."
          actions={
            <Button href="/api/openapi.json" target="_blank" iconName="external" iconAlign="right" rel="noopener">
              OpenAPI 3.1
            </Button>
          }
        >
          API reference
        </Header>
      }
      ariaLabels={{ tableLabel: 'API reference' }}
      items={found.slice((index - 1) * PER_PAGE, index * PER_PAGE)}
      trackBy="id"
      wrapLines
      columnDefinitions={columns}
      filter={
        <Filters>
          <TypedFilter
            label="Words of path or summary"
            value={words}
            change={(one) => changeQuery(route, { words: one })}
          />
          <ChosenFilter label="About" value={tag} values={tags} change={(one) => changeQuery(route, { tag: one })} />
        </Filters>
      }
      empty={<Empty words="No operation has these words. Ask for less." />}
      pagination={
        found.length > PER_PAGE && (
          <Pagination
            currentPageIndex={index}
            pagesCount={Math.ceil(found.length / PER_PAGE)}
            onChange={({ detail }) => setAt({ question, index: detail.currentPageIndex })}
          />
        )
      }
    />
  );
}
