import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Table from '@cloudscape-design/components/table';
import { CodeBlock } from './code-block.tsx';
import { exampleOf, schemaRows } from './schema-rows.ts';
import { Empty } from './server-table.tsx';

interface Given {
  readonly title: string;
  readonly description?: string;
  /** JSON Schema. */
  readonly schema: unknown;
  readonly isOpen?: boolean;
}

/** What a body holds, member by member. */
export function SchemaTable({ title, description, schema, isOpen = true }: Given) {
  return (
    <ExpandableSection
      variant="container"
      defaultExpanded={isOpen}
      headerText={title}
      {...(description !== undefined && { headerDescription: description })}
    >
      <Table
        variant="embedded"
        ariaLabels={{ tableLabel: title }}
        items={schemaRows(schema)}
        trackBy="at"
        wrapLines
        empty={<Empty words="Whatever there is: it is described elsewhere." />}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Member',
            isRowHeader: true,
            cell: ({ name, depth }) => <code style={{ paddingInlineStart: `${depth * 1.25}rem` }}>{name}</code>,
          },
          { id: 'type', header: 'Type', cell: ({ type }) => type },
          { id: 'needed', header: 'Needed', cell: ({ isNeeded }) => (isNeeded ? 'yes' : 'no') },
          { id: 'words', header: 'Has to be', cell: ({ words }) => words },
        ]}
      />
      {title === 'Body' && <CodeBlock label="The least of it" text={JSON.stringify(exampleOf(schema), undefined, 2)} />}
    </ExpandableSection>
  );
}
