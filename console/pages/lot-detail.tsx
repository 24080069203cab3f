import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Lot, type ToldLot, toldLot } from '../../shared/messages/lots-api.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { count } from '../parts/count.ts';
import { LotCounting } from '../parts/lot-counting.tsx';
import { lotPath } from '../parts/lot-path.ts';
import { LotRecalls } from '../parts/lot-recalls.tsx';
import { LotRelease } from '../parts/lot-release.tsx';
import { LotState } from '../parts/lot-state.tsx';
import { LotSubmissions } from '../parts/lot-submissions.tsx';
import { OrderOfLot } from '../parts/order-of-lot.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { type Counting, useCounted } from '../parts/use-counted.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 5_000;

/** One lot: its order, what every number came to, its release, and what was told of it. */
export function LotDetail({ route }: PageProps) {
  const path = lotPath({ gtin: route.query.get('gtin'), lot: route.subject });
  const { data: lot, error, refetch } = useAsked(path, toldLot, { every: REFRESH_MS });
  if (lot === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return <WholeLot route={route} lot={lot} error={error} />;
}

interface Whole extends PageProps {
  readonly lot: ToldLot;
}

function WholeLot({ route, lot, error }: Whole & { readonly error: unknown }) {
  const counting = useCounted(lot);
  return (
    <ContentLayout header={<LotHeader route={route} lot={lot} counting={counting} />}>
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <LotRecalls lot={lot} />
        <Container header={<Header variant="h2">What it is</Header>}>
          <Facts lot={lot} />
        </Container>
        <LotCounting lot={lot} counting={counting} />
        <OrderOfLot lot={lot} />
        <LotSubmissions lot={lot} />
      </SpaceBetween>
    </ContentLayout>
  );
}

/** Whether the lot is being released stands in the address: who goes to the sign-in page comes back to it. */
function LotHeader({ route, lot, counting }: Whole & { readonly counting: Counting }) {
  const { may } = useHere();
  const counted = counting.data;
  const label = counted?.reconciles === false ? 'Release with deviation' : 'Release';
  const isReleasable = lot.state === 'reported' && may('lots:release');
  const isSigning = isReleasable && route.query.get('do') === 'release';
  const release = isReleasable && (
    <Button
      variant="primary"
      disabled={counted === undefined || counting.isPlaceholderData}
      disabledReason="Its numbers are to be counted first"
      onClick={() => changeQuery(route, { do: 'release' })}
    >
      {label}
    </Button>
  );
  return (
    <Header variant="h1" actions={release}>
      Lot {lot.lot}
      {isSigning && counted !== undefined && (
        <LotRelease lot={lot} counted={counted} label={label} close={() => changeQuery(route, { do: undefined })} />
      )}
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
