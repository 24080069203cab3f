import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useHere } from '../shell/session-context.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { saveFile } from './save-file.ts';
import { Empty } from './server-table.tsx';
import type { WholeDelivery } from './told-delivery.ts';
import { When } from './when.tsx';

interface Row {
  readonly index: number;
  readonly at: string;
  readonly direction: string;
  readonly key: string;
  readonly status?: number | undefined;
}

/** The exact bytes of what was sent and answered, each to be kept as a file. */
export function DeliveryEvidence({ delivery }: { readonly delivery: WholeDelivery }) {
  const { api } = useHere();
  const [error, setError] = useState<unknown>(null);
  const rows: readonly Row[] = delivery.evidence.map((one, index) => ({ ...one, index }));
  const save = async ({ index, key }: Row) => {
    try {
      const bytes = await api.fetch(`/api/deliveries/${encodeURIComponent(delivery.deliveryId)}?evidence=${index}`);
      saveFile(key.split('/').slice(-2).join('-'), bytes);
      setError(null);
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <>
      <ProblemAlert error={error} />
      <Table
        header={<Header variant="h2">Evidence</Header>}
        ariaLabels={{ tableLabel: 'Evidence' }}
        items={rows}
        trackBy="key"
        empty={<Empty words="Nothing was sent yet." />}
        columnDefinitions={[
          { id: 'at', header: 'When', isRowHeader: true, cell: ({ at }) => <When at={at} /> },
          { id: 'direction', header: 'What', cell: ({ direction }) => direction },
          { id: 'status', header: 'Status', cell: ({ status }) => status ?? '–' },
          {
            id: 'bytes',
            header: 'Bytes',
            cell: (row) => (
              <Button
                variant="inline-link"
                ariaLabel={`Keep as a file: ${row.direction} number ${row.index + 1}`}
                onClick={() => void save(row)}
              >
                Keep as a file
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
