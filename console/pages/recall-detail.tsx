import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { recallView } from '../../shared/messages/recalls-api.ts';
import type { PageProps } from '../page-props.ts';
import { FactList } from '../parts/fact-list.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { RecallActs } from '../parts/recall-acts.tsx';
import { RecallHolders } from '../parts/recall-holders.tsx';
import { RecallNotices } from '../parts/recall-notices.tsx';
import { ofText, RecallState } from '../parts/recall-state.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { useHolders } from '../parts/use-holders.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 10_000;

/** One recall: who holds the packs as it was last counted, who was told, and what they answered. */
export function RecallDetail({ route }: PageProps) {
  const path = `/api/recalls/${encodeURIComponent(route.subject)}`;
  const { data, error, refetch } = useAsked(path, recallView, { every: REFRESH_MS });
  const holders = useHolders(path);
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const tells = data.state === 'active' && holders.count?.state === 'done';
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={data.reason} actions={<RecallActs path={path} recall={data} />}>
          Recall {data.recall}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error ?? holders.error} />
        <Container header={<Header variant="h2">What is called back</Header>}>
          <FactList
            facts={[
              ['State', <RecallState key="state" state={data.state} />],
              [
                'Product',
                <LinkTo key="gtin" page="products" subject={data.gtin}>
                  <code>{data.gtin}</code>
                </LinkTo>,
              ],
              ['Of', <Subject key="of" recall={data} />],
              ['Down to', data.level],
              ['Class', data.class],
              [
                'Signed',
                <>
                  <When at={data.signature.at} /> by {data.signature.name ?? data.signature.by}:{' '}
                  {data.signature.meaning}
                </>,
              ],
              ['The ledger was told', data.told && `${data.told.units} units, ${data.told.state}`],
              ['Lifted', data.lifted && `${data.lifted.reason}, by ${data.lifted.signature.by}`],
            ]}
          />
        </Container>
        <RecallHolders path={path} count={holders.count} isPending={holders.isPending} />
        <RecallNotices path={path} tells={tells} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Subject({ recall }: { readonly recall: Parameters<typeof ofText>[0] & { readonly gtin: string } }) {
  const { of, gtin } = recall;
  if (of.kind !== 'lot') return <>{ofText(recall)}</>;
  return (
    <LinkTo page="lots" subject={of.lot} query={{ gtin }}>
      lot {of.lot}
    </LinkTo>
  );
}
