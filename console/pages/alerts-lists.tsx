import Tabs from '@cloudscape-design/components/tabs';
import type { PageProps } from '../page-props.ts';
import { alertKindOf } from '../parts/alert-kinds.ts';
import { changeQuery } from '../parts/change-query.ts';
import { DscsaCaseTable } from '../parts/dscsa-case-table.tsx';
import { NmvsAlertTable } from '../parts/nmvs-alert-table.tsx';
import { NoticeTable } from '../parts/notice-table.tsx';
import { VerificationTable } from '../parts/verification-table.tsx';
import { useHere } from '../shell/session-context.ts';

/** Alerts of national systems, notices of regulators, duties of the DSCSA, and packs that were asked about, each in a list of its own. */
export function AlertsLists({ route }: PageProps) {
  const { may } = useHere();
  const tabs = [
    { id: 'eu', label: 'EU alerts', content: <NmvsAlertTable route={route} /> },
    { id: 'notices', label: 'Regulators’ notices', content: <NoticeTable route={route} /> },
    ...(may('dscsa:read')
      ? [{ id: 'dscsa', label: 'US cases (DSCSA)', content: <DscsaCaseTable route={route} /> }]
      : []),
    { id: 'verifications', label: 'Verifications (VRS)', content: <VerificationTable route={route} /> },
  ];
  const wanted = alertKindOf(route.query.get('tab'));
  // What narrows one list is not asked of the next.
  const turn = (tab: string) =>
    changeQuery(route, { ...Object.fromEntries([...route.query.keys()].map((name) => [name, ''])), tab });
  return (
    <Tabs
      ariaLabel="Alerts"
      tabs={tabs}
      activeTabId={tabs.some(({ id }) => id === wanted) ? wanted : 'eu'}
      onChange={({ detail }) => turn(detail.activeTabId)}
    />
  );
}
