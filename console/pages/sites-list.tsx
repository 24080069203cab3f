import Tabs from '@cloudscape-design/components/tabs';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { LineTable } from '../parts/line-table.tsx';
import { SiteTable } from '../parts/site-table.tsx';

/** Lines of all sites as they were last heard, and the sites themselves with how their agents stand. */
export function SitesList({ route }: PageProps) {
  const tabs = [
    { id: 'lines', label: 'Lines', content: <LineTable route={route} /> },
    { id: 'sites', label: 'Sites', content: <SiteTable /> },
  ];
  return (
    <Tabs
      ariaLabel="Sites and lines"
      tabs={tabs}
      activeTabId={tabs.find(({ id }) => id === route.query.get('tab'))?.id ?? 'lines'}
      onChange={({ detail }) => changeQuery(route, { tab: detail.activeTabId, site: '', state: '' })}
    />
  );
}
