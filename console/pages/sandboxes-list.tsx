import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { LinkTo } from '../parts/link-to.tsx';
import { SandboxStanding } from '../parts/sandbox-standing.tsx';
import { sandboxWords } from '../parts/sandbox-words.ts';
import { Empty } from '../parts/server-table.tsx';

interface Place {
  readonly sandbox: string;
  readonly control: string;
}

/** Sandboxes beside the installation, and how each is turned. */
export function SandboxesList({ sandboxes }: { readonly sandboxes: readonly Place[] }) {
  return (
    <Table
      header={
        <Header
          variant="h2"
          counter={`(${sandboxes.length})`}
          description="Regulators and partners to rehearse with: servers of their own on this machine, which misbehave when they are told to."
        >
          Sandboxes
        </Header>
      }
      ariaLabels={{ tableLabel: 'Sandboxes' }}
      items={sandboxes}
      trackBy="sandbox"
      wrapLines
      empty={
        <Empty words="No sandbox stands beside this installation. The demonstration on one machine (npm start) has them; an installation in AWS is pointed at those of regulators and partners, who turn them themselves." />
      }
      columnDefinitions={[
        {
          id: 'sandbox',
          header: 'Sandbox',
          isRowHeader: true,
          cell: ({ sandbox }) => (
            <LinkTo page="sandboxes" subject={sandbox}>
              {sandbox}
            </LinkTo>
          ),
        },
        { id: 'what', header: 'Stands for', cell: ({ sandbox }) => sandboxWords[sandbox] ?? '' },
        { id: 'standing', header: 'How it is turned', cell: ({ control }) => <SandboxStanding control={control} /> },
      ]}
    />
  );
}
