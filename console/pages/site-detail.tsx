import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { linePage } from '../../shared/messages/line-status.ts';
import type { PageProps } from '../page-props.ts';
import { LineCard } from '../parts/line-card.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { queryPath } from '../parts/query-path.ts';
import { SiteOrders } from '../parts/site-orders.tsx';
import { usePaged } from '../parts/use-paged.tsx';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 5_000;
const PER_PAGE = 10;

/** One site: its lines with their batches, counts and alarms, and how orders stand there. */
export function SiteDetail({ route }: PageProps) {
  const site = route.subject;
  const path = queryPath('/api/lines', { site, perPage: PER_PAGE });
  const { listed, page, pagination } = usePaged(path, linePage, { every: REFRESH_MS });
  return (
    <ContentLayout header={<Header variant="h1">Site {site}</Header>}>
      <SpaceBetween size="l">
        <ProblemAlert error={listed.error} again={listed.refetch} />
        {page === undefined && listed.error === null && <Loading />}
        {page?.lines.length === 0 && (
          <Box>
            No line of it has told how it stands. Its agent has lines where its configuration says so; lines of a
            contract manufacturer are told to it alone.
          </Box>
        )}
        {page?.lines.map((line) => (
          <LineCard key={line.line} line={line} />
        ))}
        {pagination}
        <SiteOrders site={site} route={route} />
      </SpaceBetween>
    </ContentLayout>
  );
}
