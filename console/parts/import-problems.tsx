import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ImportReport } from '../../shared/messages/master-data-api.ts';
import { words } from './words.ts';

/** The cells of a spreadsheet that are at fault, and the rows that are new or changed. */
export function ImportProblems({ report: { problems, changes, passedOver = [] } }: { readonly report: ImportReport }) {
  return (
    <>
      {problems.length > 0 && (
        <Table
          header={<Header variant="h2">Cells at fault</Header>}
          ariaLabels={{ tableLabel: 'Cells at fault' }}
          items={problems}
          wrapLines
          columnDefinitions={[
            { id: 'row', header: 'Row', cell: ({ row }) => row },
            { id: 'column', header: 'Column', isRowHeader: true, cell: ({ column }) => column },
            { id: 'wrong', header: 'What is wrong', cell: ({ detail }) => detail },
            { id: 'remedy', header: 'What to do', cell: ({ remedy }) => remedy },
          ]}
        />
      )}
      {changes.length > 0 && (
        <ExpandableSection variant="container" headerText="Which rows are new or changed">
          <ul>
            {changes.map(({ row, id, outcome, differences = [] }) => (
              <li key={`${row} ${id}`}>
                Row {row}, <code>{id}</code>: {outcome}
                {differences.length > 0 &&
                  ` (${differences.map(({ at }) => words(at.slice(1).replaceAll('/', ' '))).join(', ')})`}
              </li>
            ))}
          </ul>
        </ExpandableSection>
      )}
      {passedOver.length > 0 && (
        <ExpandableSection variant="container" headerText="What the document holds besides">
          <ul>
            {passedOver.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </ExpandableSection>
      )}
    </>
  );
}
