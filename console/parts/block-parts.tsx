import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { BlockPart } from '../../shared/messages/serials-api.ts';
import { count } from './count.ts';
import { When } from './when.tsx';

/** Numbers of a block that came back or were destroyed, by whom and why; nothing where there are none. */
export function BlockParts({ parts }: { readonly parts: readonly BlockPart[] }) {
  if (parts.length === 0) return null;
  return (
    <Table
      header={<Header variant="h2">Given back or destroyed</Header>}
      ariaLabels={{ tableLabel: 'Given back or destroyed' }}
      items={parts}
      wrapLines
      columnDefinitions={[
        {
          id: 'counters',
          header: 'Counters',
          isRowHeader: true,
          cell: ({ first, last }) => `${count(first)} to ${count(last)}`,
        },
        { id: 'count', header: 'Numbers', cell: ({ first, last }) => count(last - first + 1) },
        { id: 'fate', header: 'What became of them', cell: ({ fate }) => fate },
        { id: 'why', header: 'Why', cell: ({ reason }) => reason },
        { id: 'by', header: 'By', cell: ({ by }) => by },
        { id: 'at', header: 'When', cell: ({ at }) => <When at={at} /> },
      ]}
    />
  );
}
