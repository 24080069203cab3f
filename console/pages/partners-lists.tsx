import Button from '@cloudscape-design/components/button';
import Tabs from '@cloudscape-design/components/tabs';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { LastDocument } from '../parts/last-document.tsx';
import { type Item, type MasterPlace, partnerPlace } from '../parts/master-kinds.ts';
import { MasterList } from '../parts/master-list.tsx';
import { OwnIdentity } from '../parts/own-identity.tsx';
import { HealthInBrief } from '../parts/partner-health.tsx';
import { PartnershipTable } from '../parts/partnership-table.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

/** Partners of the master data, those on their way, and who we are towards them. */
export function PartnersLists({ route }: PageProps) {
  const { may } = useHere();
  const place = placeFor(may('deliveries:read'), may('inbound:read'));
  const invite = may('registry:write') && (
    <Button href={routeTo('partners', '', { do: 'invite' })}>Invite a partner</Button>
  );
  const tabs = [
    {
      id: 'partners',
      label: 'Partners',
      content: <MasterList place={place} route={route} actions={invite} />,
    },
    {
      id: 'on-their-way',
      label: 'On their way',
      content: <PartnershipTable route={route} actions={invite} />,
    },
    { id: 'identity', label: 'Who we are', content: <OwnIdentity /> },
  ];
  // What narrows one list is not asked of the next.
  const turn = (tab: string) => changeQuery(route, { tab, standing: '', text: '', state: '' });
  return (
    <Tabs
      ariaLabel="Partners"
      tabs={tabs}
      activeTabId={tabs.find(({ id }) => id === route.query.get('tab'))?.id ?? 'partners'}
      onChange={({ detail }) => turn(detail.activeTabId)}
    />
  );
}

const partnerOf = (item: Item) => String(item['partner']);

const placeFor = (seesDeliveries: boolean, seesInbound: boolean): MasterPlace => ({
  ...partnerPlace,
  columns: [
    { title: 'Name', cell: (item) => String(item['name'] ?? '') },
    { title: 'Kind', cell: (item) => String(item['kind'] ?? '') },
    { title: 'Channel', cell: (item) => String(item['channel'] ?? '') },
    ...(seesDeliveries
      ? [{ title: 'Answers', cell: (item: Item) => <HealthInBrief partner={partnerOf(item)} /> }]
      : []),
    ...(seesInbound
      ? [{ title: 'Last document in', cell: (item: Item) => <LastDocument partner={partnerOf(item)} /> }]
      : []),
  ],
});
