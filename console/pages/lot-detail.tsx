import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Lot, lot as lotShape, type Reconciliation, reconciliation } from '../../shared/messages/lots-api.ts';
import type { PageProps } from '../page-props.ts';
import { count } from '../parts/count.ts';
import { LotFigures } from '../parts/lot-figures.tsx';
import { LotRelease } from '../parts/lot-release.tsx';
import { LotState } from '../parts/lot-state.tsx';
import { LotSubmissions } from '../parts/lot-submissions.tsx';
import { OrderOfLot } from '../parts/order-of-lot.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { queryPath } from '../parts/query-path.ts';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 5_000;

/** One lot: its order, what every number came to, its release, and what was told of it. */
export function LotDetail({ route }: PageProps) {
  const gtin = route.query.get('gtin');
  const base = `/api/lots/${encodeURIComponent(route.subject)}`;
  const lot = useAsked(queryPath(base, { gtin }), lotShape, { every: REFRESH_MS });
  const counted = useAsked(queryPath(`${base}/reconciliation`, { gtin }), reconciliation, { every: REFRESH_MS });
  const error = lot.error ?? counted.error;
  if (lot.data === undefined || counted.data === undefined)
    return error === null ? <Loading /> : <ProblemAlert error={error} again={lot.refetch} />;
  return (
    <ContentLayout header={<LotHeader lot={lot.data} counted={counted.data} />}>
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">What it is</Header>}>
          <Facts lot={lot.data} />
        </Container>
        <LotFigures lot={lot.data} counted={counted.data} />
        <OrderOfLot lot={lot.data} />
        <LotSubmissions lot={lot.data} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function LotHeader({ lot, counted }: { readonly lot: Lot; readonly counted: Reconciliation }) {
  const { may } = useHere();
  const [isSigning, setSigning] = useState(false);
  const label = counted.reconciles ? 'Release' : 'Release with deviation';
  const isReleasable = lot.state === 'reported' && may('lots:release');
  const release = isReleasable && (
    <Button variant="primary" onClick={() => setSigning(true)}>
      {label}
    </Button>
  );
  return (
    <Header variant="h1" actions={release}>
      Lot {lot.lot}
      {isSigning && <LotRelease lot={lot} counted={counted} label={label} close={() => setSigning(false)} />}
    </Header>
  );
}

function Facts({ lot }: { readonly lot: Lot }) {
  const { release, releasedAt } = lot;
  const signed = release?.signature;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'State', value: <LotState lot={lot} /> },
        { label: 'GTIN', value: <code>{lot.gtin}</code> },
        { label: 'Expiry', value: lot.expiry },
        { label: 'Ordered', value: `${count(lot.quantity)} packs` },
        { label: 'Site and line', value: `${lot.site} · ${lot.line}` },
        { label: 'Market', value: lot.market ?? 'as its product says' },
        { label: 'Reported', value: lot.reportedAt === undefined ? 'not yet' : <When at={lot.reportedAt} /> },
        {
          label: 'Released',
          value:
            signed === undefined ? (
              'not yet'
            ) : (
              <>
                <When at={releasedAt ?? signed.at} /> by {signed.name ?? signed.by} ({signed.by}): {signed.meaning}
                {release?.deviation && `. With deviation: ${release.deviation.reason}`}
              </>
            ),
        },
      ]}
    />
  );
}
