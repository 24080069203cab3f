import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { count } from './count.ts';
import type { DocumentProblem } from './epcis-work.ts';
import { Empty } from './server-table.tsx';

const PER_PAGE = 50;

/** What is wrong with a document: where, by which rule, and what to do. */
export function JudgedProblems({ problems }: { readonly problems: readonly DocumentProblem[] }) {
  const [index, setIndex] = useState(1);
  const shown = problems.slice((index - 1) * PER_PAGE, index * PER_PAGE).map((one, at) => ({ ...one, at }));
  return (
    <Table
      variant="embedded"
      header={
        <Header variant="h3" counter={`(${count(problems.length)})`}>
          Problems
        </Header>
      }
      ariaLabels={{ tableLabel: 'Problems of the document' }}
      items={shown}
      trackBy={({ at }) => String(at)}
      wrapLines
      empty={<Empty words="None." />}
      pagination={
        problems.length > PER_PAGE && (
          <Pagination
            currentPageIndex={index}
            pagesCount={Math.ceil(problems.length / PER_PAGE)}
            onChange={({ detail }) => setIndex(detail.currentPageIndex)}
          />
        )
      }
      columnDefinitions={[
        {
          id: 'severity',
          header: 'How grave',
          cell: ({ severity }) => <StatusIndicator type={severity}>{severity}</StatusIndicator>,
        },
        { id: 'event', header: 'Event', cell: ({ event }) => (event === undefined ? '–' : event + 1) },
        {
          id: 'line',
          header: 'Line',
          cell: ({ line, column }) => (line === undefined ? '–' : `${line}${column === undefined ? '' : `:${column}`}`),
        },
        { id: 'path', header: 'Where', cell: ({ path }) => <code>{path || '/'}</code> },
        { id: 'message', header: 'What', isRowHeader: true, cell: ({ message }) => message },
        { id: 'rule', header: 'Rule', cell: ({ rule }) => rule },
        { id: 'remedy', header: 'What to do', cell: ({ remedy }) => remedy },
      ]}
    />
  );
}
