import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { type DscsaCase, type DscsaHistoryLine, dscsaCase, dscsaCasePath } from './dscsa-case.ts';
import { KeepEvidence } from './keep-evidence.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';
import { When } from './when.tsx';
import { words } from './words.ts';

/** Lines of a history that come with one answer. */
const PER_PAGE = 500;

/** All that was done about a case, by whom, with the bytes of what was sent and came. */
export function DscsaHistory({ row }: { readonly row: DscsaCase }) {
  const [from, setFrom] = useState(0);
  const later = useAsked(from === 0 ? undefined : queryPath(dscsaCasePath(row.id), { from }), dscsaCase);
  const lines = (from === 0 ? row.history : (later.data?.history ?? [])).filter(({ n }) => n >= from);
  const turning = row.historyLength > PER_PAGE && (
    <SpaceBetween direction="horizontal" size="xs">
      <Button disabled={from === 0} onClick={() => setFrom(Math.max(0, from - PER_PAGE))}>
        Earlier lines
      </Button>
      <Button disabled={from + PER_PAGE >= row.historyLength} onClick={() => setFrom(from + PER_PAGE)}>
        Later lines
      </Button>
    </SpaceBetween>
  );
  return (
    <>
      <ProblemAlert error={later.error} again={later.refetch} />
      <Table<DscsaHistoryLine>
        header={
          <Header variant="h2" actions={turning}>
            What was done about it
          </Header>
        }
        ariaLabels={{ tableLabel: 'What was done about it' }}
        items={lines}
        trackBy={({ n }) => String(n)}
        loading={from !== 0 && later.isPending}
        loadingText="Loading …"
        wrapLines
        columnDefinitions={[
          { id: 'at', header: 'When', isRowHeader: true, cell: ({ at }) => <When at={at} /> },
          { id: 'what', header: 'What', cell: ({ what }) => words(what) },
          { id: 'by', header: 'By', cell: ({ by }) => by },
          { id: 'why', header: 'In words', cell: ({ detail }) => detail },
          {
            id: 'signed',
            header: 'Signed',
            cell: ({ signature }) => signature && `${signature.name ?? signature.by}: ${signature.meaning}`,
          },
          { id: 'bytes', header: 'Bytes', cell: (line) => <Bytes of={line} id={row.id} /> },
        ]}
      />
    </>
  );
}

function Bytes({ of: { n, evidence }, id }: { readonly of: DscsaHistoryLine; readonly id: string }) {
  if (evidence === undefined) return <>–</>;
  const path = queryPath(dscsaCasePath(id), { evidence: n });
  return <KeepEvidence path={path} name={`${id}-${n}`} label={`${evidence.direction} of line ${n + 1}`} />;
}
