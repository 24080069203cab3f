import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { JudgedFile } from '../../shared/network/onboarding/onboarding.ts';
import { Empty } from './server-table.tsx';
import { When } from './when.tsx';

/** What became of the files that a partner sent as tests. */
export function JudgedFiles({ files }: { readonly files: readonly JudgedFile[] }) {
  return (
    <Table
      variant="embedded"
      ariaLabels={{ tableLabel: 'Files that were judged' }}
      items={files}
      trackBy={({ at, name }) => `${at} ${name}`}
      wrapLines
      empty={<Empty words="No file of the partner’s was judged yet." />}
      columnDefinitions={[
        { id: 'test', header: 'Test', isRowHeader: true, cell: ({ test }) => test },
        { id: 'form', header: 'Form', cell: ({ form }) => form },
        { id: 'file', header: 'File', cell: ({ name, sha256 }) => <span title={`SHA-256 ${sha256}`}>{name}</span> },
        {
          id: 'outcome',
          header: 'Outcome',
          cell: ({ outcome, asExpected, detail }) => (
            <>
              <StatusIndicator type={asExpected ? 'success' : 'error'}>{outcome}</StatusIndicator>
              {detail !== undefined && (
                <Box fontSize="body-s" color="text-body-secondary">
                  {detail}
                </Box>
              )}
            </>
          ),
        },
        { id: 'at', header: 'When', cell: ({ at }) => <When at={at} /> },
      ]}
    />
  );
}
