import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type RegulatorNotice, regulatorNotice } from '../../shared/messages/notices-api.ts';
import type { PageProps } from '../page-props.ts';
import { FactList } from '../parts/fact-list.tsx';
import { KeepEvidence } from '../parts/keep-evidence.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { NoticeState } from '../parts/notice-state.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 10_000;

/** One notice of a regulator: what it tells, what followed from it, and its exact bytes. */
export function NoticeDetail({ route }: PageProps) {
  const path = `/api/regulator-notices/${encodeURIComponent(route.subject)}`;
  const { data, error, refetch } = useAsked(path, regulatorNotice, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const { market, kind, document, failure, reason, remedy } = data;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={document}>
          Notice {kind} of {market.toUpperCase()}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        {failure !== undefined && (
          <Alert type="warning" header="It could not be read or followed up to now">
            {failure}
          </Alert>
        )}
        <Container header={<Header variant="h2">What it tells</Header>}>
          <NoticeFacts notice={data} path={path} />
        </Container>
        {(reason !== undefined || remedy !== undefined) && (
          <Container header={<Header variant="h2">Why</Header>}>
            <FactList
              columns={2}
              facts={[
                ['Reason', reason],
                ['What to do', remedy],
              ]}
            />
          </Container>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

function NoticeFacts({ notice, path }: { readonly notice: RegulatorNotice; readonly path: string }) {
  const { state, cameAt, happenedAt, mirrors, counterparty, paper, items, deadline, calledAt, rehearsal } = notice;
  const about = notice.deliveries?.map((id) => (
    <div key={id}>
      <LinkTo page="deliveries" subject={id}>
        {id}
      </LinkTo>
    </div>
  ));
  return (
    <FactList
      facts={[
        ['State', <NoticeState key="state" state={state} />],
        ['Made', <When key="made" at={cameAt} />],
        ['It happened', happenedAt && <When key="happened" at={happenedAt} />],
        ['Message that it repeats', mirrors],
        ['Who sent that', counterparty],
        ['Paper', paper],
        ['Packs and packages', items],
        ['Receipt due by', deadline && <When key="deadline" at={deadline} />],
        ['People were called', calledAt && <When key="called" at={calledAt} />],
        ['By an access of', rehearsal && 'a rehearsal'],
        ['Submissions that it is about', about && about.length > 0 && about],
        [
          'Its bytes',
          notice.evidence && (
            <KeepEvidence
              key="bytes"
              path={`${path}?evidence=0`}
              name={`notice-${notice.document}`}
              label="the notice"
            />
          ),
        ],
      ]}
    />
  );
}
