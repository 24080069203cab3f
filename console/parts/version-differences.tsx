import Table from '@cloudscape-design/components/table';
import { Loading } from '../shell/loading.tsx';
import { differencesShape } from './master-kinds.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { queryPath } from './query-path.ts';
import { said } from './said-value.ts';
import { Empty } from './server-table.tsx';
import { useAsked } from './use-asked.ts';
import { words } from './words.ts';

interface Given {
  /** Of the thing. */
  readonly path: string;
  /** The version in force when absent. */
  readonly from?: number;
  readonly to: number;
}

/** Where two versions of a thing differ, member by member. */
export function VersionDifferences({ path, from, to }: Given) {
  const asked = useAsked(queryPath(`${path}/difference`, { from, to }), differencesShape);
  if (asked.data === undefined)
    return asked.error === null ? <Loading /> : <ProblemAlert error={asked.error} again={asked.refetch} />;
  // Nothing is in force that it could be held against.
  const isAlone = asked.data.from !== undefined && asked.data.from === asked.data.to;
  const label = `What version ${to} changes`;
  return (
    <Table
      variant="embedded"
      wrapLines
      ariaLabels={{ tableLabel: label }}
      items={asked.data.differences}
      trackBy="at"
      empty={<Empty words={isAlone ? 'Nothing is in force that it changes.' : 'Both say the same.'} />}
      columnDefinitions={[
        { id: 'at', header: 'Member', isRowHeader: true, cell: ({ at }) => words(at.slice(1).replaceAll('/', ' ')) },
        { id: 'before', header: 'Was', cell: ({ before }) => said(before) },
        { id: 'after', header: 'Becomes', cell: ({ after }) => said(after) },
      ]}
    />
  );
}
