import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useHere } from '../shell/session-context.ts';
import { count as inWords } from './count.ts';
import { HeldPacks } from './held-packs.tsx';
import { LinkTo } from './link-to.tsx';
import { Empty } from './server-table.tsx';
import { useDeed } from './use-deed.tsx';
import { type Holder, type HoldersCount, holdersCount } from './use-holders.ts';
import { When } from './when.tsx';

interface Given {
  /** Of the recall. */
  readonly path: string;
  /** Undefined while nobody had it counted. */
  readonly count: HoldersCount | undefined;
  readonly isPending: boolean;
}

/** Who holds the packs of a recall, as it was last counted; it counts by itself, whoever watches sees it end. */
export function RecallHolders({ path, count, isPending }: Given) {
  const { may } = useHere();
  const [listed, list] = useState<Holder>();
  const begin = useDeed(
    (api) => api.post(`${path}/holders`, {}, holdersCount),
    () => 'The holders are being counted.',
    { isAlone: true },
  );
  const isRunning = count?.state === 'running';
  const label = count === undefined ? 'Count who holds them now' : 'Count anew';
  const again = may('recalls:write') && (
    <Button disabled={isRunning} loading={begin.isPending} onClick={() => begin.mutate()}>
      {label}
    </Button>
  );
  return (
    <>
      <Table
        header={
          <Header variant="h2" actions={again} description={count !== undefined && <Progress of={count} />}>
            Who holds the packs
          </Header>
        }
        ariaLabels={{ tableLabel: 'Who holds the packs' }}
        loading={isPending}
        loadingText="Loading …"
        items={count?.holders ?? []}
        trackBy="holder"
        wrapLines
        empty={<Empty words={emptyWords(count)} />}
        columnDefinitions={columnsFor(list)}
      />
      {listed !== undefined && <HeldPacks path={path} holder={listed} close={() => list(undefined)} />}
    </>
  );
}

function emptyWords(count: HoldersCount | undefined): string {
  if (count === undefined) return 'Nobody has had it counted who holds the packs.';
  return count.state === 'running' ? 'None was found yet.' : 'Nobody holds any.';
}

function Progress({ of: { state, packs, countedAt } }: { readonly of: HoldersCount }) {
  const isRunning = state === 'running';
  return (
    <StatusIndicator type={isRunning ? 'in-progress' : 'success'}>
      {isRunning && 'Still being counted: '}
      {inWords(packs)} packs looked at, counted <When at={countedAt} />
    </StatusIndicator>
  );
}

const columnsFor = (list: (holder: Holder) => void) => [
  { id: 'holder', header: 'Holder', isRowHeader: true, cell: (holder: Holder) => <Name of={holder} /> },
  { id: 'partner', header: 'Partner', cell: (holder: Holder) => <PartnerOf holder={holder} /> },
  { id: 'sent', header: 'Sent to it', cell: ({ sent }: Holder) => inWords(sent) },
  { id: 'held', header: 'Held', cell: ({ held }: Holder) => inWords(held) },
  { id: 'dispensed', header: 'Dispensed', cell: ({ dispensed }: Holder) => inWords(dispensed) },
  { id: 'ended', header: 'Ended', cell: ({ ended }: Holder) => inWords(ended) },
  {
    id: 'said',
    header: 'Moved on, others say',
    cell: ({ said }: Holder) => said.map(({ by, packs }) => `${packs}, says ${by}`).join('; '),
  },
  {
    id: 'packs',
    header: 'Packs',
    cell: (holder: Holder) => (
      <Button variant="inline-link" ariaLabel={`List the packs of ${holder.name}`} onClick={() => list(holder)}>
        List
      </Button>
    ),
  },
];

function Name({ of: { name, holder } }: { readonly of: Holder }) {
  if (name === holder) return <>{name}</>;
  return (
    <>
      {name}
      <Box fontSize="body-s" color="text-body-secondary">
        {holder}
      </Box>
    </>
  );
}

function PartnerOf({ holder: { partner, holder } }: { readonly holder: Holder }) {
  if (partner === undefined) return <>{holder === '@us' ? 'ourselves' : 'none: people tell it'}</>;
  return (
    <LinkTo page="partners" subject={partner}>
      {partner}
    </LinkTo>
  );
}
