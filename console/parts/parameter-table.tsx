import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { Parameter } from './api-document.ts';
import { wordsOf } from './schema-rows.ts';

/** Parameters of an operation, with what each has to be. */
export function ParameterTable({ parameters }: { readonly parameters: readonly Parameter[] }) {
  return (
    <Table
      header={<Header variant="h2">Parameters</Header>}
      ariaLabels={{ tableLabel: 'Parameters' }}
      items={parameters}
      trackBy={({ in: place, name }) => `${place} ${name}`}
      wrapLines
      columnDefinitions={[
        { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => <code>{name}</code> },
        { id: 'in', header: 'In', cell: (one) => one.in },
        { id: 'needed', header: 'Needed', cell: ({ required }) => (required ? 'yes' : 'no') },
        { id: 'what', header: 'What it is', cell: ({ description }) => description },
        { id: 'words', header: 'Has to be', cell: ({ schema }) => wordsOf(schema) },
      ]}
    />
  );
}
