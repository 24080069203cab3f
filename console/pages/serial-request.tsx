import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type SerialBlockDetails, serialBlockDetails } from '../../shared/messages/serials-api.ts';
import { BlockActs } from '../parts/block-acts.tsx';
import { BlockParts } from '../parts/block-parts.tsx';
import { BlockState } from '../parts/block-state.tsx';
import { count } from '../parts/count.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SerialFile } from '../parts/serial-file.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 10_000;

/** One request for numbers: the block it was given, what became of the numbers, their file, and what came back. */
export function SerialRequest({ requestId }: { readonly requestId: string }) {
  const path = `/api/serial-requests/${encodeURIComponent(requestId)}`;
  const { data: block, error, refetch } = useAsked(path, serialBlockDetails, { every: REFRESH_MS });
  if (block === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={requestId} actions={<BlockActs block={block} />}>
          {count(block.count)} numbers of {block.pool}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">What became of them</Header>}>
          <KeyValuePairs columns={4} items={numbersOf(block)} />
        </Container>
        <Container header={<Header variant="h2">Who asked</Header>}>
          <KeyValuePairs columns={4} items={whoOf(block)} />
        </Container>
        <SerialFile block={block} />
        <BlockParts parts={block.parts} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function numbersOf({ state, numbers, first, last, skips = [] }: SerialBlockDetails) {
  return [
    { label: 'State', value: <BlockState state={state} /> },
    { label: 'Used', value: count(numbers?.consumed) },
    { label: 'Open', value: count(numbers?.open) },
    { label: 'Given back', value: count(numbers?.returned) },
    { label: 'Destroyed', value: count(numbers?.destroyed) },
    { label: 'Counters', value: `${count(first)} to ${count(last)}` },
    { label: 'Passed over', value: skips.length === 0 ? 'none' : count(skips.length) },
  ];
}

function whoOf({ pool, site, line, order, partner, home, by, ...at }: SerialBlockDetails) {
  const pairs = [
    {
      label: 'Pool',
      value: (
        <LinkTo page="pools" subject={pool}>
          {pool}
        </LinkTo>
      ),
    },
    { label: 'Site and line', value: line === undefined ? site : `${site} · ${line}` },
    { label: 'Order', value: order },
    { label: 'For partner', value: partner },
    { label: 'By', value: [by, home].filter(Boolean).join(' of ') },
    { label: 'Drawn', value: at.allocatedAt === '' ? undefined : <When at={at.allocatedAt} /> },
    { label: 'Delivered', value: at.deliveredAt && <When at={at.deliveredAt} /> },
    { label: 'Closed', value: at.closedAt && <When at={at.closedAt} /> },
  ];
  return pairs.flatMap(({ label, value }) => (value === undefined || value === '' ? [] : [{ label, value }]));
}
