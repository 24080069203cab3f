import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { VerificationView } from '../../shared/messages/verifications-api.ts';
import { KeepEvidence } from './keep-evidence.tsx';
import { queryPath } from './query-path.ts';
import { Empty } from './server-table.tsx';
import { When } from './when.tsx';

interface Given {
  /** Of the verification. */
  readonly path: string;
  readonly row: Pick<VerificationView, 'id' | 'evidence'>;
}

/** The exact bytes of questions and answers, each to be kept as a file. */
export function VerificationEvidence({ path, row: { id, evidence } }: Given) {
  return (
    <Table
      header={<Header variant="h2">Evidence</Header>}
      ariaLabels={{ tableLabel: 'Evidence' }}
      items={evidence.map((one, n) => ({ ...one, n }))}
      trackBy={({ n }) => String(n)}
      empty={<Empty words="Nothing was sent to a responder." />}
      columnDefinitions={[
        { id: 'at', header: 'When', isRowHeader: true, cell: ({ at }) => <When at={at} /> },
        { id: 'direction', header: 'What', cell: ({ direction }) => direction },
        { id: 'status', header: 'Status', cell: ({ status }) => status ?? '–' },
        { id: 'credential', header: 'Credential shown', cell: ({ credential }) => credential ?? '–' },
        {
          id: 'bytes',
          header: 'Bytes',
          cell: ({ n, direction }) => (
            <KeepEvidence
              path={queryPath(path, { evidence: n })}
              name={`${id}-${n}`}
              label={`${direction} number ${n + 1}`}
            />
          ),
        },
      ]}
    />
  );
}
