import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import type { PageProps } from '../page-props.ts';
import { CodeLookup } from '../parts/code-lookup.tsx';
import { DrawNumbers } from '../parts/draw-numbers.tsx';
import { NewPool } from '../parts/new-pool.tsx';
import { PoolList } from '../parts/pool-list.tsx';
import { RefillList } from '../parts/refill-list.tsx';
import { SerialRequests } from '../parts/serial-requests.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { PoolDetail } from './pool-detail.tsx';
import { SerialRequest } from './serial-request.tsx';

/** Serial numbers: pools, who drew from them, refills, and what is known of a code; one of them, or the form that makes one. */
export function PoolsPage({ route }: PageProps) {
  const { may } = useHere();
  const wanted = route.query.get('do');
  const request = route.query.get('request');
  if (route.subject !== '') return <PoolDetail key={route.subject} route={route} />;
  if (request !== undefined) return <SerialRequest key={request} requestId={request} />;
  if (wanted === 'new' && may('pools:write')) return <NewPool />;
  if (wanted === 'draw' && may('serials:request')) return <DrawNumbers pool={route.query.get('pool') ?? ''} />;
  const tabs = [
    { id: 'pools', label: 'Pools', content: <PoolList route={route} /> },
    { id: 'requests', label: 'Requests', content: <SerialRequests route={route} /> },
    { id: 'refills', label: 'Refills', content: <RefillList /> },
    { id: 'code', label: 'Look a code up', content: <CodeLookup route={route} /> },
  ];
  return (
    <ContentLayout header={<Header variant="h1">Serial numbers</Header>}>
      <Tabs
        ariaLabel="Serial numbers"
        tabs={tabs}
        activeTabId={route.query.get('tab') ?? 'pools'}
        onChange={({ detail }) => location.assign(routeTo('pools', '', { tab: detail.activeTabId }))}
      />
    </ContentLayout>
  );
}
