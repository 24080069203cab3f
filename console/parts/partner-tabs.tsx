import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { sheets } from '../../shared/master-data/csv/sheets.ts';
import type { PageProps } from '../page-props.ts';
import { useHere } from '../shell/session-context.ts';
import { changeQuery } from './change-query.ts';
import { ChannelProbe } from './channel-probe.tsx';
import { ContentFacts } from './content-facts.tsx';
import { DocumentTable } from './document-table.tsx';
import type { Version } from './master-kinds.ts';
import type { Partnership } from './onboardings.ts';
import { PartnerCredentials } from './partner-credentials.tsx';
import { PartnerDeliveries } from './partner-deliveries.tsx';
import { PartnerHealth } from './partner-health.tsx';
import { PartnerMailbox } from './partner-mailbox.tsx';
import { PartnershipPart } from './partnership-part.tsx';
import { VersionNote } from './version-note.tsx';
import { VersionStanding } from './version-standing.tsx';
import { VersionTable } from './version-table.tsx';

interface Given extends PageProps {
  readonly latest: Version | undefined;
  readonly partnership: Partnership | undefined;
}

/** What there is of a partner, by what it is about; of one that was only just invited, its partnership alone. */
export function PartnerTabs({ route, latest, partnership }: Given) {
  const tabs = useTabs({ route, latest, partnership });
  const [first] = tabs;
  const isUnderWay = partnership !== undefined && !['live', 'monitored'].includes(partnership.state);
  const usual = isUnderWay || latest === undefined ? 'partnership' : 'data';
  const active = [route.query.get('tab'), usual, first?.id].find((id) => tabs.some((tab) => tab.id === id));
  return (
    <Tabs
      ariaLabel={`Partner ${route.subject}`}
      tabs={tabs}
      activeTabId={active ?? usual}
      onChange={({ detail }) => changeQuery(route, { tab: detail.activeTabId, state: '' })}
    />
  );
}

function useTabs({ route, latest, partnership }: Given) {
  const { may } = useHere();
  const partner = route.subject;
  const onboarding = {
    id: 'partnership',
    label: 'Partnership',
    content: <PartnershipPart partner={partner} partnership={partnership} />,
  };
  if (latest === undefined) return [onboarding];
  const connection = (
    <SpaceBetween size="l">
      <PartnerCredentials partner={partner} />
      <ChannelProbe partner={partner} />
    </SpaceBetween>
  );
  const sent = (
    <SpaceBetween size="l">
      <PartnerHealth partner={partner} />
      <PartnerDeliveries route={route} />
    </SpaceBetween>
  );
  const received = <DocumentTable title="What it sent" narrowing={{ partner }} />;
  const seesInbound = may('inbound:read');
  return [
    { id: 'data', label: 'Master data and channel', content: <Data partner={partner} latest={latest} /> },
    { id: 'connection', label: 'Connection', content: connection },
    ...(may('deliveries:read') ? [{ id: 'sent', label: 'What was sent', content: sent }] : []),
    ...(seesInbound ? [{ id: 'received', label: 'What it sent', content: received }] : []),
    ...(seesInbound ? [{ id: 'mailbox', label: 'Mailbox', content: <PartnerMailbox partner={partner} /> }] : []),
    onboarding,
  ];
}

const order = [...new Set(sheets.partner.columns.map(({ at }) => at.split('/')[1] ?? ''))];

function Data({ partner, latest }: { readonly partner: string; readonly latest: Version }) {
  const { version, standing, withdraws, content = {} } = latest;
  return (
    <SpaceBetween size="l">
      <VersionNote latest={latest} />
      <Container
        header={
          <Header
            variant="h2"
            description={withdraws ? 'It withdraws what is in force' : undefined}
            info={<VersionStanding standing={standing} />}
          >
            Version {version}
          </Header>
        }
      >
        <ContentFacts content={content} order={order} />
      </Container>
      <VersionTable path={`/api/partners/${encodeURIComponent(partner)}`} />
    </SpaceBetween>
  );
}
